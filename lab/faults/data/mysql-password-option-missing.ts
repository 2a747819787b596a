import { fault } from '../../fault.ts';

export default fault({
  id: 'mysql-password-option-missing',
  title: 'MariaDB without a root password for its first start',
  images: ['mariadb'],
  act: (bench) => bench.docker(['run', '--rm', 'mariadb:10.11']),
  shows: /password option is not specified/,
  expects: { root: 'mysql-password-option-missing' },
});
