import { fault } from '../../fault.ts';

export default fault({
  id: 'runtime-unknown',
  title: 'A runtime the engine does not know',
  act: (bench) => bench.docker(['run', '--rm', '--runtime', 'kata', 'alpine:3.19', 'true']),
  shows: /[Uu]nknown.*runtime|unknown or invalid runtime/,
  expects: { root: 'runtime-unknown' },
});
