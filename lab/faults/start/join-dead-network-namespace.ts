import { fault } from '../../fault.ts';

export default fault({
  id: 'join-dead-network-namespace',
  title: 'The network of a container that has ended',
  setUp: (bench) => bench.must('docker run --name shop-vpn alpine:3.19 true'),
  act: (bench) => bench.docker(['run', '--rm', '--network', 'container:shop-vpn', 'alpine:3.19', 'true']),
  shows: /cannot join network|non running container/,
  expects: { root: 'join-dead-network-namespace' },
});
