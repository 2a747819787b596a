import { fault } from '../../fault.ts';

export default fault({
  id: 'mirror-reset',
  title: 'The configured mirror resets connections',
  images: ['busybox'],
  engine: { config: { 'registry-mirrors': ['http://mirror.example'] } },
  servers: true,
  files: {
    Dockerfile: 'FROM python:3.11-slim\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: 'reset' }),
  act: (bench) => bench.build(),
  shows: /mirror\.example/,
  expects: { root: 'registry-mirror-broken', accept: ['registry-connection-reset'] },
});
