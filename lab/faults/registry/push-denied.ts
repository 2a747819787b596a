import { fault } from '../../fault.ts';

export default fault({
  id: 'push-denied',
  title: 'The registry takes layers but not the manifest',
  servers: true,
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => {
    await bench.must('docker tag busybox registry.example/shop/app:1');
    bench.servers.mode({ answer: '403', at: '/manifests/', methods: ['PUT'] });
  },
  act: (bench) => bench.docker(['push', 'registry.example/shop/app:1']),
  shows: /denied/,
  expects: { root: 'push-denied' },
  suspected: '"denied" stands for no right, for a repository that is not there, and for a login of somebody else',
});
