import { fault } from '../../fault.ts';

export default fault({
  id: 'volume-in-use',
  title: 'A volume that is still in use',
  setUp: (bench) => bench.must('docker run -d -v data:/data alpine:3.19 sleep 60'),
  act: (bench) => bench.docker(['volume', 'rm', 'data']),
  shows: /volume is in use/,
  expects: { root: 'volume-in-use' },
});
