import { fault } from '../../fault.ts';

export default fault({
  id: 'target-stage-missing',
  title: '--target names a stage that is spelt otherwise',
  files: {
    Dockerfile: 'FROM alpine:3.19 AS producton\nRUN true\n',
  },
  act: (bench) => bench.build(['--target', 'production', '.']),
  shows: /target stage "?production"? could not be found/,
  expects: { root: 'target-stage-missing' },
  repair: {
    command: ['build', '--target', 'production', '.'],
    remedies: ['target-stage-missing/build-the-stage-that-is-there'],
  },
});
