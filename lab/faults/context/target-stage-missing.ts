import { fault } from '../../fault.ts';

export default fault({
  id: 'target-stage-missing',
  title: '--target names no stage',
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUN true\n',
  },
  act: (bench) => bench.build(['--target', 'production', '.']),
  shows: /target stage "?production"? could not be found/,
  expects: { root: 'target-stage-missing' },
});
