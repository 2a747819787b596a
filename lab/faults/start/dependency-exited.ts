import { fault } from '../../fault.ts';

export default fault({
  id: 'dependency-exited',
  title: 'A dependency ends at once',
  files: {
    'compose.yaml': `services:
  db:
    image: alpine:3.19
    command: sh -c "exit 1"
    healthcheck: { test: ["CMD", "true"], interval: 1s }
  app:
    image: alpine:3.19
    depends_on:
      db: { condition: service_healthy }
`,
  },
  act: (bench) => bench.compose(['up', '-d']),
  shows: /exited|unhealthy/,
  expects: { root: 'dependency-exited', accept: ['dependency-unhealthy'] },
});
