import { fault } from '../../fault.ts';
import { archive } from '../../package-archive.ts';

export default fault({
  id: 'apt-404-stale-index',
  title: 'The index names a file the mirror no longer has',
  images: ['debian'],
  servers: true,
  files: {
    Dockerfile: `FROM debian:12
RUN echo "deb [trusted=yes] http://deb.example lab main" >/etc/apt/sources.list
RUN apt-get -o Acquire::Retries=0 update && apt-get install -y labtool
`,
  },
  setUp: async (bench) => bench.servers.publish('deb.example', archive({})),
  act: (bench) => bench.build(),
  shows: /404  Not Found/,
  expects: { root: 'apt-404-stale-index', accept: ['download-404'], line: 3 },
});
