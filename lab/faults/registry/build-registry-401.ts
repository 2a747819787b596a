import { fault } from '../../fault.ts';

export default fault({
  id: 'build-registry-401',
  title: 'The registry wants a login for the base image',
  engines: ['26'],
  servers: true,
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: '401' }),
  act: (bench) => bench.build(),
  shows: /401 Unauthorized|unauthorized|no basic auth/,
  expects: { root: 'registry-unauthorized' },
});
