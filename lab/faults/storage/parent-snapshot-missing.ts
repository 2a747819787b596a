import { fault } from '../../fault.ts';
import { renameSnapshots } from '../../snapshots.ts';

export default fault({
  id: 'parent-snapshot-missing',
  title: 'containerd lost the record of a snapshot that the build cache names',
  engine: { config: { features: { 'containerd-snapshotter': true } } },
  files: {
    Dockerfile: `FROM alpine:3.19
RUN echo one > /one
RUN echo two > /two
`,
    'Dockerfile.next': `FROM alpine:3.19
RUN echo one > /one
RUN echo two > /two
RUN echo three > /three
`,
  },
  setUp: async (bench) => {
    await bench.must('docker build -q -t shop-app .');
    await renameSnapshots(bench);
  },
  act: (bench) => bench.build(['-f', 'Dockerfile.next', '.']),
  shows: /parent snapshot \S+ does not exist/,
  expects: { root: 'parent-snapshot-missing' },
  repair: {
    command: ['build', '-f', 'Dockerfile.next', '.'],
    remedies: ['parent-snapshot-missing/build-without-the-cache'],
  },
});
