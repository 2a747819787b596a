import { fault } from '../../fault.ts';

export default fault({
  id: 'api-client-too-new',
  title: 'A client pinned to an API the engine does not have',
  engines: ['26', '20.10'],
  act: (bench) => bench.docker(['ps'], { env: { DOCKER_API_VERSION: '1.99' } }),
  shows: /client version 1.99 is too new/,
  expects: { root: 'api-client-too-new' },
  repair: {
    command: ['run', '--project', '.', '--', 'docker', 'ps'],
    env: { DOCKER_API_VERSION: '1.99' },
    remedies: ['api-client-too-new/unset-the-pin'],
  },
});
