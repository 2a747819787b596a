import { fault } from '../../fault.ts';

export default fault({
  id: 'secret-not-provided',
  title: 'A required build secret is not given',
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUN --mount=type=secret,id=token,required=true cat /run/secrets/token\n',
  },
  act: (bench) => bench.build(),
  shows: /secret token: not found|could not parse secrets|not found/,
  expects: { root: 'secret-not-provided', line: 2 },
});
