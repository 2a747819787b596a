import { fault } from '../../fault.ts';

export default fault({
  id: 'dockerfile-not-found',
  title: '-f names a Dockerfile that is not there',
  engines: ['26', '20.10'],
  files: {
    'deploy/app.py': 'print(1)\n',
  },
  act: (bench) => bench.build(['-f', 'deploy/Dockerfile', '.']),
  shows: /failed to read dockerfile|no such file or directory/,
  expects: { root: 'dockerfile-not-found' },
});
