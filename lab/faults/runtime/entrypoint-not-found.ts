import { fault } from '../../fault.ts';

export default fault({
  id: 'entrypoint-not-found',
  title: 'The program to start is not in the image',
  engines: ['26', '20.10'],
  act: (bench) => bench.docker(['run', '--rm', 'alpine:3.19', '/app/start.sh']),
  shows: /no such file or directory/,
  expects: { root: 'entrypoint-not-found' },
});
