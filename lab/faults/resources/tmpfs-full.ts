import { fault } from '../../fault.ts';

export default fault({
  id: 'tmpfs-full',
  title: '/tmp of a step is a small tmpfs',
  files: {
    Dockerfile:
      'FROM alpine:3.19\nRUN --mount=type=tmpfs,target=/tmp,size=4194304 dd if=/dev/zero of=/tmp/big bs=1M count=20\n',
  },
  act: (bench) => bench.build(),
  shows: /No space left on device/,
  expects: { root: 'tmpfs-full', accept: ['disk-full-data-root'], line: 2 },
});
