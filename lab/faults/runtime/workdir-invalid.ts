import { fault } from '../../fault.ts';

export default fault({
  id: 'workdir-invalid',
  title: 'The working directory is a file',
  act: (bench) => bench.docker(['run', '--rm', '-w', '/etc/passwd', 'alpine:3.19', 'true']),
  shows: /not a directory|mkdir/,
  expects: { root: 'workdir-invalid' },
});
