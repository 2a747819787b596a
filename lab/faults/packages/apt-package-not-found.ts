import { fault } from '../../fault.ts';
import { archive } from '../../package-archive.ts';

export default fault({
  id: 'apt-package-not-found',
  title: 'A package this suite does not have',
  images: ['debian'],
  servers: true,
  files: {
    Dockerfile: `FROM debian:12
RUN echo "deb [trusted=yes] http://deb.example lab main" >/etc/apt/sources.list
RUN apt-get -o Acquire::Retries=0 update && apt-get install -y libssl1.1-nosuch
`,
  },
  setUp: async (bench) => bench.servers.publish('deb.example', archive({})),
  act: (bench) => bench.build(),
  shows: /Unable to locate package/,
  expects: { root: 'apt-package-not-found', line: 3 },
});
