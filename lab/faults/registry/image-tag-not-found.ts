import { fault } from '../../fault.ts';

export default fault({
  id: 'image-tag-not-found',
  title: 'A tag nobody has pushed',
  engines: ['26', '20.10'],
  servers: true,
  act: (bench) => bench.docker(['pull', 'registry.example/shop/base:nope']),
  shows: /manifest unknown|not found/,
  expects: { root: 'image-tag-not-found' },
});
