import { fault } from '../../fault.ts';

export default fault({
  id: 'mirror-403-html',
  title: 'The configured mirror is blocked by a company proxy',
  images: ['busybox'],
  engine: { config: { 'registry-mirrors': ['http://mirror.example'] } },
  servers: true,
  files: {
    Dockerfile: 'FROM python:3.11-slim\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: 'html' }),
  act: (bench) => bench.build(),
  shows: /403 Forbidden/,
  expects: { root: 'registry-mirror-broken' },
});
