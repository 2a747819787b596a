import { fault } from '../../fault.ts';

export default fault({
  id: 'push-tag-missing',
  title: 'Pushing a tag that does not exist here',
  servers: true,
  act: (bench) => bench.docker(['push', 'registry.example/shop/app:9']),
  shows: /does not exist|tag does not exist/,
  expects: { root: 'push-tag-missing' },
});
