import { fault } from '../../fault.ts';

export default fault({
  id: 'build-registry-unknown-ca',
  title: 'The base image is behind a certificate of an unknown authority',
  servers: true,
  files: {
    Dockerfile: 'FROM untrusted.example/shop/base:1\nRUN true\n',
  },
  act: (bench) => bench.build(),
  shows: /certificate signed by unknown authority/,
  expects: { root: 'registry-unknown-ca' },
});
