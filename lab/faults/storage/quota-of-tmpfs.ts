import { fault } from '../../fault.ts';

const FILL = 'run --rm --shm-size 4m alpine:3.19 dd if=/dev/zero of=/dev/shm/big bs=1M count=9'.split(' ');

export default fault({
  id: 'quota-of-tmpfs',
  title: '/dev/shm of a container is full',
  act: (bench) => bench.docker(FILL),
  shows: /No space left on device/,
  expects: { root: 'shm-too-small', accept: ['tmpfs-full', 'disk-full-data-root'] },
  repair: {
    command: ['run', '--', 'docker', ...FILL],
    remedies: ['shm-too-small/more-in-the-command'],
  },
});
