import { fault } from '../../fault.ts';

/** Its first two checks call curl; the others only say that it went wrong before. The engine keeps the last five. */
const CHECK =
  '[ -e /tmp/2 ] && { echo as before; exit 1; }; [ -e /tmp/1 ] && touch /tmp/2; touch /tmp/1; curl -f localhost';

export default fault({
  id: 'healthcheck-first-words',
  title:
    'What a health check lacks stands only in its first outputs, which the engine has thrown away by the time it gives up',
  files: {
    'compose.yaml': `services:
  db:
    image: alpine:3.19
    command: sleep 300
    healthcheck: { test: ["CMD-SHELL", "${CHECK}"], interval: 1s, retries: 7 }
`,
  },
  act: async (bench) => {
    const up = await bench.compose(['up', '-d', '--wait']);
    const health = await bench.docker(['inspect', '-f', '{{json .State.Health}}', 'shop-db-1']);
    return { ...up, text: up.text + health.text };
  },
  shows: /as before/,
  expects: { root: 'dependency-unhealthy' },
  watched: { root: 'healthcheck-tool-missing', service: 'db', consequences: ['dependency-unhealthy'] },
});
