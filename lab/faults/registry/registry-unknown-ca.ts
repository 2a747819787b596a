import { fault } from '../../fault.ts';

export default fault({
  id: 'registry-unknown-ca',
  title: 'The registry has a certificate of an unknown authority',
  engines: ['26', '20.10'],
  servers: true,
  act: (bench) => bench.docker(['pull', 'untrusted.example/shop/base:1']),
  shows: /certificate signed by unknown authority/,
  expects: { root: 'registry-unknown-ca' },
});
