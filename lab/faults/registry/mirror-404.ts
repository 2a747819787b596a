import { fault } from '../../fault.ts';

export default fault({
  id: 'mirror-404',
  title: 'The configured mirror does not have the base image',
  images: ['busybox'],
  engine: { config: { 'registry-mirrors': ['http://mirror.example'] } },
  servers: true,
  files: {
    Dockerfile: 'FROM python:3.11-slim\nCOPY Dockerfile /x\n',
  },
  setUp: async (bench) => bench.servers.mode({ answer: '404' }),
  act: (bench) => bench.build(),
  shows: /not found|no such host|lookup/,
  expects: { root: 'image-tag-not-found', accept: ['registry-mirror-broken', 'registry-dns-failure'] },
});
