import { fault } from '../../fault.ts';

export default fault({
  id: 'build-registry-403',
  title: 'The registry denies the base image',
  servers: true,
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: '403' }),
  act: (bench) => bench.build(),
  shows: /403 Forbidden|denied/,
  expects: { root: 'pull-access-denied', accept: ['registry-unauthorized'] },
  suspected:
    '403 stands for a repository that is not there, that is private, and for a proxy in between; asked again (--online) it says 403 again',
});
