import { fault } from '../../fault.ts';

export default fault({
  id: 'rootfs-readonly',
  title: 'A container with a read-only root writes',
  act: (bench) => bench.docker(['run', '--rm', '--read-only', 'alpine:3.19', 'touch', '/data']),
  shows: /Read-only file system/,
  expects: { root: 'rootfs-readonly' },
  suspected: 'the container was run with --rm: it is gone with what made its root read-only',
});
