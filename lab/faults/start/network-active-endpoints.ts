import { fault } from '../../fault.ts';

export default fault({
  id: 'network-active-endpoints',
  title: 'A network that is still in use',
  setUp: (bench) => bench.must('docker network create front && docker run -d --network front alpine:3.19 sleep 60'),
  act: (bench) => bench.docker(['network', 'rm', 'front']),
  shows: /has active endpoints/,
  expects: { root: 'network-active-endpoints' },
});
