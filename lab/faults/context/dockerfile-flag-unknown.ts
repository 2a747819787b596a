import { fault } from '../../fault.ts';

export default fault({
  id: 'dockerfile-flag-unknown',
  title: 'A flag this frontend does not know',
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUN --security=insecure true\n',
  },
  act: (bench) => bench.build(),
  shows: /unknown flag|security/,
  expects: { root: 'dockerfile-flag-unknown', accept: ['entitlement-denied'] },
});
