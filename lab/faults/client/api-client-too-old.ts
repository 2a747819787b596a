import { fault } from '../../fault.ts';

export default fault({
  id: 'api-client-too-old',
  title: 'A client pinned to an API the engine no longer has',
  engines: ['26'],
  act: (bench) => bench.docker(['ps'], { env: { DOCKER_API_VERSION: '1.20' } }),
  shows: /client version 1.20 is too old/,
  expects: { root: 'api-client-too-old' },
});
