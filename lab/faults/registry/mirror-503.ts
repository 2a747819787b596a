import { breakMirror } from '../../broken-mirror.ts';
import { fault } from '../../fault.ts';

export default fault({
  id: 'mirror-503',
  title: 'The configured mirror is down for a while',
  images: ['busybox'],
  engine: { config: { 'registry-mirrors': ['http://mirror.example'] } },
  servers: true,
  files: {
    Dockerfile: 'FROM python:3.11-slim\nCOPY Dockerfile /x\n',
  },
  setUp: (bench) => breakMirror(bench, { answer: '503' }),
  act: (bench) => bench.build(),
  shows: /503 Service Unavailable/,
  expects: { root: 'registry-mirror-broken' },
  repair: {
    command: ['build', '.'],
    before: (bench) => bench.servers.mode({ answer: '503', times: 2 }),
    remedies: ['registry-mirror-broken/retry-'],
  },
});
