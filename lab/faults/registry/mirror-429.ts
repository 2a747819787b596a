import { breakMirror } from '../../broken-mirror.ts';
import { fault } from '../../fault.ts';

export default fault({
  id: 'mirror-429',
  title: 'The configured mirror limits the rate',
  images: ['busybox'],
  engine: { config: { 'registry-mirrors': ['http://mirror.example'] } },
  servers: true,
  files: {
    Dockerfile: 'FROM python:3.11-slim\nCOPY Dockerfile /x\n',
  },
  setUp: (bench) => breakMirror(bench, { answer: '429' }),
  act: (bench) => bench.build(),
  shows: /429 Too Many Requests/,
  expects: { root: 'registry-mirror-broken', accept: ['hub-rate-limit', 'registry-rate-limit'] },
  repair: {
    command: ['build', '.'],
    before: (bench) => bench.servers.mode({ answer: '429', times: 7 }),
    remedies: ['registry-mirror-broken/retry-'],
  },
});
