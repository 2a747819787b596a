import { fault } from '../../fault.ts';

export default fault({
  id: 'dockerfile-folder-missing',
  title: '-f names a folder that is not there',
  files: {
    'app.py': 'print(1)\n',
  },
  act: (bench) => bench.build(['-f', 'deploy/Dockerfile', '.']),
  shows: /lstat deploy: no such file or directory/,
  expects: { root: 'dockerfile-not-found' },
});
