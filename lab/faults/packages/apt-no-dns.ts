import { fault } from '../../fault.ts';

/** The engine's namespaces have no way out: a real lack of DNS. */
export default fault({
  id: 'apt-no-dns',
  title: 'apt-get has no name server',
  images: ['debian'],
  engine: {},
  files: {
    Dockerfile: 'FROM debian:12\nRUN apt-get update && apt-get install -y labtool\n',
  },
  act: (bench) => bench.build(),
  shows: /Temporary failure resolving/,
  expects: { root: 'build-step-dns-failure', line: 2 },
  suspected: 'a name that does not resolve may be no network, a resolver, or a host that does not exist',
});
