import { fault } from '../../fault.ts';

export default fault({
  id: 'ssh-agent-not-forwarded',
  title: 'A step needs the SSH agent, the build got none',
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUN --mount=type=ssh,required=true true\n',
  },
  act: (bench) => bench.build(),
  shows: /ssh/,
  expects: { root: 'ssh-agent-not-forwarded', line: 2 },
});
