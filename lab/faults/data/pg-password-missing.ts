import { fault } from '../../fault.ts';

export default fault({
  id: 'pg-password-missing',
  title: 'A database without a password for its first start',
  images: ['postgres'],
  act: (bench) => bench.docker(['run', '--rm', 'postgres:15']),
  shows: /superuser password is not specified/,
  expects: { root: 'pg-password-missing' },
});
