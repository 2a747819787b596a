import { fault } from '../../fault.ts';
import { loseSnapshots } from '../../snapshots.ts';

export default fault({
  id: 'snapshotter-database-lost',
  title: 'The snapshotter lost its database, the images still name its snapshots',
  engine: { config: { features: { 'containerd-snapshotter': true } } },
  files: {
    Dockerfile: `FROM alpine:3.19
RUN echo one > /one
RUN echo two > /two
`,
  },
  setUp: async (bench) => {
    await bench.must('docker build -q -t shop-app .');
    await loseSnapshots(bench);
  },
  act: (bench) => bench.docker(['run', '--rm', 'shop-app', 'cat', '/two']),
  shows: /snapshot|bucket/,
  expects: {
    root: 'parent-snapshot-missing',
    accept: ['snapshotter-state-inconsistent', 'boltdb-damaged', 'cache-record-corrupt'],
  },
});
