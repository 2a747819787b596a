import { fault } from '../../fault.ts';

export default fault({
  id: 'tcp-refused',
  title: 'DOCKER_HOST names a TCP port where nothing listens',
  act: (bench) => bench.docker(['ps'], { env: { DOCKER_HOST: 'tcp://127.0.0.1:2375' } }),
  shows: /Cannot connect to the Docker daemon/,
  expects: {
    root: 'daemon-unreachable-unix',
    accept: ['daemon-context-wrong', 'dind-host-unresolvable'],
  },
});
