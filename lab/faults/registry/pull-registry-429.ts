import { fault } from '../../fault.ts';

export default fault({
  id: 'pull-registry-429',
  title: 'The registry limits the rate of pulls',
  servers: true,
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: '429' }),
  act: (bench) => bench.docker(['pull', 'registry.example/shop/base:1']),
  shows: /toomanyrequests/,
  expects: { root: 'hub-rate-limit', accept: ['registry-rate-limit'] },
});
