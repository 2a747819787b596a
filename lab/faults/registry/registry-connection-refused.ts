import { fault } from '../../fault.ts';

export default fault({
  id: 'registry-connection-refused',
  title: 'Nothing listens where the registry should be',
  servers: true,
  act: (bench) => bench.docker(['pull', 'registry.example:5999/shop/base:1']),
  shows: /connection refused/,
  expects: { root: 'registry-connection-refused', accept: ['registry-timeout', 'registry-5xx'] },
});
