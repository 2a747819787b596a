import { fault } from '../../fault.ts';

export default fault({
  id: 'bind-file-vs-directory',
  title: 'A folder mounted over a file',
  engines: ['26'],
  files: {
    'conf/x': 'x\n',
  },
  act: (bench) => bench.docker(['run', '--rm', '-v', '/srv/shop/conf:/etc/passwd', 'alpine:3.19', 'true']),
  shows: /not a directory|mount a directory onto a file/,
  expects: { root: 'bind-file-vs-directory' },
});
