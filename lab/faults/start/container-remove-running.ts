import { fault } from '../../fault.ts';

export default fault({
  id: 'container-remove-running',
  title: 'Removing a running container',
  setUp: (bench) => bench.must('docker run -d --name shop-app alpine:3.19 sleep 60'),
  act: (bench) => bench.docker(['rm', 'shop-app']),
  shows: /container is running/,
  expects: { root: 'container-remove-running' },
});
