import { fault } from '../../fault.ts';

export default fault({
  id: 'app-exit-code-only',
  title: 'A step fails without a word',
  engines: ['26', '20.10'],
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUN exit 3\n',
  },
  act: (bench) => bench.build(),
  shows: /exit code: 3/,
  expects: { root: null, accept: ['app-build-error'], line: 2, outcome: 'failed' },
});
