import { fault } from '../../fault.ts';

const NAME = 'registry.example/shop/multi:1';
const INDEX = `docker buildx imagetools create -t ${NAME} registry.example/shop/base:1`;

export default fault({
  id: 'no-matching-platform',
  title: 'The image in the registry is for other processors only',
  servers: true,
  // An index of one entry. With a single manifest the engine only warns, and goes on with the wrong platform.
  setUp: (bench) => bench.must(`SSL_CERT_FILE=/etc/docker/certs.d/registry.example/ca.crt ${INDEX}`),
  act: (bench) => bench.docker(['pull', '--platform', 'linux/s390x', NAME]),
  shows: /no matching manifest for linux\/s390x/,
  expects: { root: 'no-matching-platform' },
});
