import { fault } from '../../fault.ts';

export default fault({
  id: 'engine-killed-mid-compose-build',
  title: 'The engine dies while Compose builds two services',
  engine: {},
  files: {
    Dockerfile: `FROM alpine:3.19
RUN echo step one
RUN for i in 1 2 3 4 5 6 7 8 9; do echo compiling $i; sleep 0.5; done
`,
    'compose.yaml': `services:
  app:
    build: .
    image: shop-app
  worker:
    build: .
    image: shop-worker
`,
  },
  act: (bench) => bench.compose(['build'], { when: { says: /compiling 2/, act: () => bench.engine.kill('KILL') } }),
  shows: /error reading from server: EOF|failed to receive status|Unavailable/,
  expects: { root: 'buildkit-connection-lost' },
});
