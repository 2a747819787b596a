import { fault } from '../../fault.ts';

export default fault({
  id: 'shell-syntax-error',
  title: 'A RUN with an unclosed quote',
  files: {
    Dockerfile: "FROM alpine:3.19\nRUN echo 'hello\n",
  },
  act: (bench) => bench.build(),
  shows: /unterminated quoted string|syntax error/,
  expects: {
    root: 'shell-syntax-error',
    line: 2,
    outcome: 'failed',
  },
});
