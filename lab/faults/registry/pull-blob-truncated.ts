import { fault } from '../../fault.ts';

export default fault({
  id: 'pull-blob-truncated',
  title: 'A layer breaks off again and again',
  servers: true,
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => {
    const name = 'registry.example/shop/layers:1';
    await bench.must(
      `printf 'FROM busybox\nRUN head -c 300000 /dev/urandom >/data\n' | docker build -q -t ${name} - && docker push -q ${name}`,
    );
    await bench.must(`docker rmi ${name} && docker builder prune -af`);
    bench.servers.mode({ answer: 'truncated', at: '/blobs/' });
  },
  act: (bench) => bench.docker(['pull', 'registry.example/shop/layers:1'], { seconds: 12 }),
  shows: /EOF|unexpected|Retrying|retry/i,
  expects: { root: 'layer-download-interrupted', accept: ['registry-timeout', null] },
});
