import { fault } from '../../fault.ts';

export default fault({
  id: 'secrets-in-env',
  title: 'Passwords in ENV and ARG: a warning, no failure',
  files: {
    Dockerfile: `FROM alpine:3.19
ARG API_TOKEN
ENV POSTGRES_PASSWORD=s3cret
RUN true
`,
  },
  act: (bench) => bench.build(),
  shows: /SecretsUsedInArgOrEnv/,
  expects: { root: null, accept: ['secret-in-arg'], outcome: 'succeeded' },
});
