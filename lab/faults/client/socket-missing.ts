import { fault } from '../../fault.ts';

export default fault({
  id: 'socket-missing',
  title: 'Nothing listens on the socket',
  engines: ['26', '20.10'],
  act: (bench) => bench.docker(['ps'], { env: { DOCKER_HOST: 'unix:///var/run/other.sock' } }),
  shows: /Cannot connect to the Docker daemon|failed to connect to the docker API/,
  expects: { root: 'daemon-unreachable-unix', accept: ['daemon-context-wrong'] },
});
