import { fault } from '../../fault.ts';

export default fault({
  id: 'duplicate-mount-point',
  title: 'The same target twice',
  act: (bench) => bench.docker(['run', '--rm', '-v', 'a1:/data', '-v', 'b1:/data', 'alpine:3.19', 'true']),
  shows: /Duplicate mount point/,
  expects: { root: 'duplicate-mount-point' },
});
