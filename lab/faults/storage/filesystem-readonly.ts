import { fault } from '../../fault.ts';

export default fault({
  id: 'filesystem-readonly',
  title: 'ext4 gives up its journal and goes read-only in the middle of a RUN',
  engine: { disk: { megabytes: 800 } },
  files: {
    Dockerfile: `FROM alpine:3.19
RUN echo compiling; sleep 2; echo two > /two; sync
RUN echo three > /three
`,
  },
  act: (bench) => bench.build(['.'], { when: { says: /compiling/, act: () => bench.disk.abort() } }),
  shows: /read-only file system/i,
  expects: { root: 'filesystem-readonly', accept: ['disk-io-error'] },
});
