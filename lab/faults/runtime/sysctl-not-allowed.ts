import { fault } from '../../fault.ts';

export default fault({
  id: 'sysctl-not-allowed',
  title: "A sysctl of the network in a container that shares the host's",
  act: (bench) =>
    bench.docker(['run', '--rm', '--network', 'host', '--sysctl', 'net.ipv4.ip_forward=1', 'alpine:3.19', 'true']),
  shows: /sysctl/,
  expects: { root: 'sysctl-not-allowed' },
});
