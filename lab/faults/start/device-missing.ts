import { fault } from '../../fault.ts';

export default fault({
  id: 'device-missing',
  title: 'A device the host does not have',
  act: (bench) => bench.docker(['run', '--rm', '--device', '/dev/ttyUSB7', 'alpine:3.19', 'true']),
  shows: /error gathering device information|no such file/,
  expects: { root: 'device-missing' },
});
