import { fault } from '../../fault.ts';

export default fault({
  id: 'bind-source-missing',
  title: 'A bind mount of a path that is not there',
  engines: ['26', '20.10'],
  act: (bench) =>
    bench.docker(['run', '--rm', '--mount', 'type=bind,src=/srv/shop/config,dst=/config', 'alpine:3.19', 'true']),
  shows: /bind source path does not exist/,
  expects: { root: 'bind-source-missing' },
});
