import { fault } from '../../fault.ts';

export default fault({
  id: 'exec-into-stopped',
  title: 'exec into a container that has ended',
  setUp: (bench) => bench.must('docker run --name shop-app alpine:3.19 true'),
  act: (bench) => bench.docker(['exec', 'shop-app', 'true']),
  shows: /is not running/,
  expects: { root: 'exec-into-dead-container' },
});
