import { fault } from '../../fault.ts';

export default fault({
  id: 'apt-no-network',
  title: 'apt-get in a step without network',
  images: ['debian'],
  engine: {},
  files: {
    Dockerfile: 'FROM debian:12\nRUN apt-get update && apt-get install -y labtool\n',
  },
  act: (bench) => bench.build(['--network=none', '.']),
  shows: /Temporary failure resolving/,
  expects: { root: 'build-step-dns-failure', accept: ['build-step-network-blocked'], line: 2 },
  suspected: 'a name that does not resolve may be no network, a resolver, or a host that does not exist',
});
