import { fault } from '../../fault.ts';

export default fault({
  id: 'run-after-io-error',
  title: 'A container on a disk that has died before',
  engines: ['26'],
  engine: { disk: { megabytes: 800 } },
  setUp: (bench) => bench.disk.fail(),
  act: (bench) => bench.docker(['run', '--rm', 'alpine:3.19', 'true']),
  shows: /input\/output error/,
  expects: { root: 'disk-io-error' },
});
