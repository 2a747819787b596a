import { fault } from '../../fault.ts';

export default fault({
  id: 'quota-of-tmpfs',
  title: '/dev/shm of a container is full',
  act: (bench) =>
    bench.docker([
      'run',
      '--rm',
      '--shm-size',
      '4m',
      'alpine:3.19',
      'dd',
      'if=/dev/zero',
      'of=/dev/shm/big',
      'bs=1M',
      'count=9',
    ]),
  shows: /No space left on device/,
  expects: { root: 'shm-too-small', accept: ['tmpfs-full', 'disk-full-data-root'] },
  repair: {
    command: [
      'run',
      '--',
      'docker',
      'run',
      '--rm',
      '--shm-size',
      '4m',
      'alpine:3.19',
      'dd',
      'if=/dev/zero',
      'of=/dev/shm/big',
      'bs=1M',
      'count=9',
    ],
    remedies: ['shm-too-small/more-in-the-command'],
  },
});
