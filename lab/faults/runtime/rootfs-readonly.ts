import { fault } from '../../fault.ts';

export default fault({
  id: 'rootfs-readonly',
  title: 'A container with a read-only root writes',
  act: (bench) => bench.docker(['run', '--read-only', 'alpine:3.19', 'touch', '/data']),
  shows: /Read-only file system/,
  expects: { root: 'rootfs-readonly' },
});
