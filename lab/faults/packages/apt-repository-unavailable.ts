import { fault } from '../../fault.ts';

export default fault({
  id: 'apt-repository-unavailable',
  title: 'The package mirror is down for a while',
  images: ['debian'],
  servers: true,
  files: {
    Dockerfile: `FROM debian:12
RUN echo "deb [trusted=yes] http://deb.example lab main" >/etc/apt/sources.list
RUN apt-get -o Acquire::Retries=0 update && apt-get install -y labtool
`,
  },
  setUp: async (bench) => bench.servers.mode({ answer: '503', at: '^deb' }),
  act: (bench) => bench.build(),
  shows: /503/,
  expects: { root: 'apt-repository-unavailable', accept: ['build-step-network-blocked'], line: 3 },
});
