import { fault } from '../../fault.ts';
import { archive } from '../../package-archive.ts';

export default fault({
  id: 'apt-list-mismatch',
  title: 'Index and release of the mirror do not belong together',
  images: ['debian'],
  servers: true,
  files: {
    Dockerfile: `FROM debian:12
RUN echo "deb [trusted=yes] http://deb.example lab main" >/etc/apt/sources.list
RUN apt-get -o Acquire::Retries=0 update && apt-get install -y labtool
`,
  },
  setUp: async (bench) => bench.servers.publish('deb.example', archive({ index: 'newer' })),
  act: (bench) => bench.build(),
  shows: /Hash Sum mismatch|unexpected size/,
  expects: { root: 'apt-hash-mismatch', line: 3 },
});
