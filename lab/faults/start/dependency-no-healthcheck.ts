import { fault } from '../../fault.ts';

export default fault({
  id: 'dependency-no-healthcheck',
  title: 'service_healthy on a service without a health check',
  files: {
    'compose.yaml': `services:
  db:
    image: alpine:3.19
    command: sleep 60
  app:
    image: alpine:3.19
    depends_on:
      db: { condition: service_healthy }
`,
  },
  act: (bench) => bench.compose(['up', '-d']),
  shows: /no healthcheck configured/,
  expects: { root: 'dependency-no-healthcheck' },
  repair: {
    command: ['run', '--', 'docker', 'compose', 'up', '-d'],
    remedies: ['dependency-no-healthcheck/wait-for-the-start'],
  },
});
