import { fault } from '../../fault.ts';

export default fault({
  id: 'gpu-driver-missing',
  title: '--gpus on a machine without the driver',
  act: (bench) => bench.docker(['run', '--rm', '--gpus', 'all', 'alpine:3.19', 'true']),
  shows: /could not select device driver/,
  expects: { root: 'gpu-driver-missing' },
});
