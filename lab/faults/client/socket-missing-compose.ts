import { fault } from '../../fault.ts';

export default fault({
  id: 'socket-missing-compose',
  title: 'Compose finds no engine',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
`,
  },
  act: (bench) => bench.compose(['up', '-d'], { env: { DOCKER_HOST: 'unix:///var/run/other.sock' } }),
  shows: /Cannot connect to the Docker daemon|failed to connect to the docker API|unable to get image/,
  expects: { root: 'daemon-unreachable-unix', accept: ['daemon-context-wrong'] },
});
