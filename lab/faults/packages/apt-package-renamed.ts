import { fault } from '../../fault.ts';
import { archive } from '../../package-archive.ts';

export default fault({
  id: 'apt-package-renamed',
  title: 'A package that this release has under another name',
  images: ['debian'],
  servers: true,
  files: {
    Dockerfile: `FROM debian:12
RUN echo "deb [trusted=yes] http://deb.example lab main" >/etc/apt/sources.list
RUN apt-get -o Acquire::Retries=0 update && apt-get install -y --no-install-recommends netcat
`,
  },
  setUp: async (bench) => bench.servers.publish('deb.example', archive({ name: 'netcat-openbsd' })),
  act: (bench) => bench.build(),
  shows: /Unable to locate package netcat/,
  expects: { root: 'apt-package-not-found', line: 3 },
  repair: { command: ['build', '.'], remedies: ['apt-package-not-found/take-its-successor'] },
});
