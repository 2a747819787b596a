import { fault } from '../../fault.ts';

export default fault({
  id: 'secret-in-env-stack',
  title: 'A key in ENV of an image that Compose runs: a warning, no failure',
  files: {
    Dockerfile: `FROM alpine:3.19
ENV PAYMENT_API_KEY="sk lab 1" \\
    TZ=UTC
RUN true
`,
    'compose.yaml': `services:
  app:
    build: .
    environment:
      TZ: UTC # for the reports
`,
  },
  act: (bench) => bench.build(),
  shows: /SecretsUsedInArgOrEnv/,
  expects: { root: null, accept: ['secret-in-arg'], outcome: 'succeeded' },
  repair: { command: ['build', '--progress=plain', '.'], remedies: ['secret-in-arg/move-to-dotenv'] },
});
