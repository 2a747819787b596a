import { fault } from '../../fault.ts';

export default fault({
  id: 'user-not-in-image',
  title: 'USER names nobody in the image',
  files: {
    Dockerfile: `FROM alpine:3.19
USER worker
RUN id
`,
  },
  act: (bench) => bench.build(),
  shows: /unable to find user/,
  expects: { root: 'user-or-group-not-in-image', line: 3 },
});
