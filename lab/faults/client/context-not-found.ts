import { fault } from '../../fault.ts';

export default fault({
  id: 'context-not-found',
  title: 'The chosen context does not exist',
  act: (bench) => bench.docker(['ps'], { env: { DOCKER_CONTEXT: 'staging' } }),
  shows: /context "staging"/,
  expects: { root: 'context-not-found' },
});
