import { fault } from '../../fault.ts';

const GIVEN = { NPM_TOKEN: 'lab-token-1' };

export default fault({
  id: 'secret-in-build-arg',
  title: 'A token as a build argument that one step reads: a warning, no failure',
  files: {
    Dockerfile: `FROM alpine:3.19
ARG NPM_TOKEN
RUN test "$NPM_TOKEN" = lab-token-1
RUN true
`,
  },
  act: (bench) => bench.build(['--build-arg', 'NPM_TOKEN', '.'], { env: GIVEN }),
  shows: /SecretsUsedInArgOrEnv/,
  expects: { root: null, accept: ['secret-in-arg'], outcome: 'succeeded' },
  repair: {
    command: ['build', '--build-arg', 'NPM_TOKEN', '.'],
    env: GIVEN,
    remedies: ['secret-in-arg/mount-as-secret'],
  },
});
