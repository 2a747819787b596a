import { fault } from '../../fault.ts';

export default fault({
  id: 'runtime-user-missing',
  title: 'user: names nobody in the image',
  act: (bench) => bench.docker(['run', '--rm', '-u', 'worker', 'alpine:3.19', 'true']),
  shows: /unable to find user worker/,
  expects: { root: 'runtime-user-missing' },
});
