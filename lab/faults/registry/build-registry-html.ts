import { fault } from '../../fault.ts';

export default fault({
  id: 'build-registry-html',
  title: 'A company proxy answers with a page of its own',
  servers: true,
  files: {
    Dockerfile: 'FROM registry.example/shop/base:1\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: 'html' }),
  act: (bench) => bench.build(),
  shows: /403 Forbidden/,
  expects: {
    root: 'pull-access-denied',
    accept: ['registry-unauthorized', 'daemon-proxy-misconfig', 'registry-mirror-broken'],
  },
  suspected:
    '403 stands for a repository that is not there, that is private, and for a proxy in between; asked again (--online) it says 403 again',
});
