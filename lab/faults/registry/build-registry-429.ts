import { fault } from '../../fault.ts';

export default fault({
  id: 'build-registry-429',
  title: 'The registry limits the rate',
  servers: true,
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: '429' }),
  act: (bench) => bench.build(),
  shows: /429 Too Many Requests/,
  expects: { root: 'registry-rate-limit', accept: ['hub-rate-limit'] },
  repair: {
    command: ['build', '.'],
    before: (bench) => bench.servers.mode({ answer: '429', times: 8 }),
    remedies: ['registry-rate-limit/retry-1'],
  },
});
