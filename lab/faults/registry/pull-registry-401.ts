import { fault } from '../../fault.ts';

export default fault({
  id: 'pull-registry-401',
  title: 'The registry wants a login for a pull',
  servers: true,
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: '401' }),
  act: (bench) => bench.docker(['pull', 'registry.example/shop/base:1']),
  shows: /unauthorized|no basic auth/,
  expects: { root: 'registry-unauthorized', accept: ['pull-access-denied'] },
});
