import { fault } from '../../fault.ts';

const CLIENT = 'docker exec shop-db mariadb -h 127.0.0.1 -u root';

function start(password: string): string {
  return `docker run -d --name shop-db -v data:/var/lib/mysql -e MARIADB_ROOT_PASSWORD=${password} mariadb:10.11
    until ${CLIENT} -pold -e 'select 1'; do sleep 0.3; done`;
}

export default fault({
  id: 'mysql-access-denied-stale-volume',
  title: 'The root password was changed, the volume keeps the old one',
  images: ['mariadb'],
  setUp: async (bench) => {
    await bench.must(start('old'));
    await bench.must(`docker rm -f shop-db; ${start('new')}`);
  },
  act: (bench) => bench.sh(`${CLIENT} -pnew -e "select 1"; docker logs --tail 20 shop-db`),
  shows: /Access denied for user/,
  expects: { root: 'mysql-access-denied-stale-volume' },
  suspected: 'MySQL says the same of a wrong password and of one that the volume remembers',
});
