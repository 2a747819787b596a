import { fault } from '../../fault.ts';

const GIVEN = { NPM_TOKEN: 'lab-token-1' };

export default fault({
  id: 'secret-in-build-arg-stack',
  title: 'A token as a build argument, which Compose hands on, too: a warning, no failure',
  files: {
    Dockerfile: `FROM alpine:3.19
ARG NPM_TOKEN
RUN test "$NPM_TOKEN" = lab-token-1
CMD ["sleep", "600"]
`,
    'compose.yaml': `services:
  app:
    build:
      context: .
      args:
        - NPM_TOKEN # for the private packages
`,
  },
  act: (bench) => bench.build(['--build-arg', 'NPM_TOKEN', '.'], { env: GIVEN }),
  shows: /SecretsUsedInArgOrEnv/,
  expects: { root: null, accept: ['secret-in-arg'], outcome: 'succeeded' },
  repair: {
    command: ['build', '--build-arg', 'NPM_TOKEN', '.'],
    env: GIVEN,
    remedies: ['secret-in-arg/mount-as-secret'],
    stands: 'docker compose build --no-cache',
  },
});
