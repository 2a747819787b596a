import { fault } from '../../fault.ts';

export default fault({
  id: 'disk-full-volume',
  title: 'A container fills the volume on the data root',
  engine: { disk: { megabytes: 300 } },
  act: (bench) =>
    bench.docker([
      'run',
      '--rm',
      '-v',
      'data:/data',
      'alpine:3.19',
      'dd',
      'if=/dev/zero',
      'of=/data/big',
      'bs=1M',
      'count=500',
    ]),
  shows: /No space left on device/,
  expects: { root: 'disk-full-data-root' },
});
