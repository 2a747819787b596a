import { fault } from '../../fault.ts';

export default fault({
  id: 'build-after-io-error',
  title: 'A build on a disk that has died before',
  engine: { disk: { megabytes: 800 } },
  files: {
    Dockerfile: 'FROM alpine:3.19\nRUN echo one > /one\n',
  },
  setUp: (bench) => bench.disk.fail(),
  act: (bench) => bench.build(),
  shows: /input\/output error/,
  expects: { root: 'disk-io-error' },
});
