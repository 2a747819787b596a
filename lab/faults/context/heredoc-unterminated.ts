import { fault } from '../../fault.ts';

export default fault({
  id: 'heredoc-unterminated',
  title: 'A heredoc without its end',
  files: {
    Dockerfile: `FROM alpine:3.19
RUN <<EOF
echo hi
`,
  },
  act: (bench) => bench.build(),
  shows: /unterminated heredoc/,
  expects: { root: 'heredoc-unsupported', accept: ['dockerfile-bad-args', null], outcome: 'failed' },
});
