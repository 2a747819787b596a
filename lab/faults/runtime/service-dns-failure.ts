import { fault } from '../../fault.ts';

export default fault({
  id: 'service-dns-failure',
  title: 'A service name that nobody has',
  servers: true,
  setUp: (bench) => bench.must('docker network create front'),
  act: (bench) => bench.docker(['run', '--rm', '--network', 'front', 'alpine:3.19', 'nslookup', 'postgress']),
  shows: /NXDOMAIN|can.t resolve|SERVFAIL|no servers/,
  expects: { root: 'service-dns-failure' },
  suspected: 'the container is gone with its network, and there is no project whose services could be listed',
});
