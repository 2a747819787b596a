import { fault } from '../../fault.ts';

export default fault({
  id: 'build-registry-500',
  title: 'The registry fails',
  servers: true,
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: '500' }),
  act: (bench) => bench.build(),
  shows: /500 Internal Server Error/,
  expects: { root: 'registry-5xx' },
  repair: {
    command: ['build', '.'],
    before: (bench) => bench.servers.mode({ answer: '500', times: 3 }),
    remedies: ['registry-5xx/retry-1'],
  },
});
