import { fault } from '../../fault.ts';

export default fault({
  id: 'build-registry-503',
  title: 'The registry is down for a while',
  servers: true,
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: '503' }),
  act: (bench) => bench.build(),
  shows: /503 Service Unavailable/,
  expects: { root: 'registry-5xx' },
  repair: {
    command: ['build', '.'],
    before: (bench) => bench.servers.mode({ answer: '503', times: 3 }),
    remedies: ['registry-5xx/retry-1'],
  },
});
