import { fault } from '../../fault.ts';

export default fault({
  id: 'healthcheck-tool-missing',
  title: 'A health check with curl in an image without it',
  files: {
    'compose.yaml': `services:
  db:
    image: alpine:3.19
    command: sleep 60
    healthcheck: { test: ["CMD-SHELL", "curl -f http://localhost/"], interval: 1s, retries: 2 }
  app:
    image: alpine:3.19
    depends_on:
      db: { condition: service_healthy }
`,
  },
  act: async (bench) => {
    const up = await bench.compose(['up', '-d']);
    const health = await bench.docker(['inspect', '-f', '{{json .State.Health}}', 'shop-db-1']);
    return { ...up, text: up.text + health.text };
  },
  shows: /curl: not found/,
  expects: { root: 'healthcheck-tool-missing', consequences: ['dependency-unhealthy'] },
});
