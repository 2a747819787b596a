import { fault } from '../../fault.ts';

export default fault({
  id: 'ip-address-in-use',
  title: 'A fixed address that another container has',
  setUp: (bench) =>
    bench.must(
      'docker network create --subnet 10.51.0.0/24 front && docker run -d --network front --ip 10.51.0.9 alpine:3.19 sleep 60',
    ),
  act: (bench) => bench.docker(['run', '--rm', '--network', 'front', '--ip', '10.51.0.9', 'alpine:3.19', 'true']),
  shows: /Address already in use/,
  expects: { root: 'ip-address-in-use' },
});
