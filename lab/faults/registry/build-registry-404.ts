import { fault } from '../../fault.ts';

export default fault({
  id: 'build-registry-404',
  title: 'The base image is not in the registry',
  engines: ['26'],
  servers: true,
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: '404' }),
  act: (bench) => bench.build(),
  shows: /not found/,
  expects: { root: 'image-tag-not-found' },
});
