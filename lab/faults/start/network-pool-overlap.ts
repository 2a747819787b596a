import { fault } from '../../fault.ts';

export default fault({
  id: 'network-pool-overlap',
  title: 'A subnet that overlaps another network',
  setUp: (bench) => bench.must('docker network create --subnet 10.50.0.0/16 front'),
  act: (bench) => bench.docker(['network', 'create', '--subnet', '10.50.1.0/25', 'back']),
  shows: /Pool overlaps/,
  expects: { root: 'network-pool-overlap' },
  repair: {
    command: ['run', '--', 'docker', 'network', 'create', '--subnet', '10.50.1.0/25', 'back'],
    remedies: ['network-pool-overlap/create-with-a-free-subnet'],
  },
});
