import { fault } from '../../fault.ts';

export default fault({
  id: 'registry-http-only',
  title: 'A registry that speaks plain HTTP',
  servers: true,
  act: (bench) => bench.docker(['pull', 'registry.example:5080/shop/base:1']),
  shows: /server gave HTTP response to HTTPS client/,
  expects: { root: 'registry-http-only' },
});
