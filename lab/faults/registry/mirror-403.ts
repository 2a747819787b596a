import { fault } from '../../fault.ts';

export default fault({
  id: 'mirror-403',
  title: 'The configured mirror denies the base image',
  engines: ['26'],
  images: ['busybox'],
  engine: { config: { 'registry-mirrors': ['http://mirror.example'] } },
  servers: true,
  files: {
    Dockerfile: 'FROM python:3.11-slim\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: '403' }),
  act: (bench) => bench.build(),
  shows: /403 Forbidden/,
  expects: { root: 'registry-mirror-broken' },
});
