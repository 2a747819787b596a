import { fault } from '../../fault.ts';

export default fault({
  id: 'build-blob-corrupt',
  title: 'A proxy hands out a damaged layer',
  servers: true,
  // Its own: the builder keeps the half of the layer that arrived, and would go on with it in the next fault's build.
  engine: {},
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => {
    await bench.must('docker buildx prune -af');
    bench.servers.mode({ answer: 'corrupt', at: '/blobs/' });
  },
  act: (bench) => bench.build(),
  shows: /digest|checksum|gzip|corrupt|unexpected/,
  expects: { root: 'layer-download-interrupted', accept: ['layer-corrupt-on-disk'] },
});
