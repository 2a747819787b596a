import { fault } from '../../fault.ts';

export default fault({
  id: 'mirror-403-pull',
  title: 'docker pull hides the mirror and shows only Docker Hub',
  images: ['busybox'],
  engine: { config: { 'registry-mirrors': ['http://mirror.example'] } },
  servers: true,
  setUp: async (bench) => bench.servers.mode({ answer: '403' }),
  act: (bench) => bench.docker(['pull', 'python:3.11-slim']),
  shows: /dial tcp: lookup|dial tcp/,
  expects: { root: 'registry-dns-failure', accept: ['registry-mirror-broken'] },
});
