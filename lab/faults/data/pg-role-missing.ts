import { fault } from '../../fault.ts';

export default fault({
  id: 'pg-role-missing',
  title: 'A database user nobody has made',
  images: ['postgres'],
  setUp: (bench) =>
    bench.must(
      'docker run -d --name shop-db -e POSTGRES_PASSWORD=x -e POSTGRES_HOST_AUTH_METHOD=trust postgres:15; until docker exec -e PGPASSWORD=x shop-db psql -U postgres -h 127.0.0.1 -c "select 1"; do sleep 0.2; done',
    ),
  act: (bench) =>
    bench.docker([
      'exec',
      '-e',
      'PGPASSWORD=x',
      'shop-db',
      'psql',
      '-U',
      'shop',
      '-h',
      '127.0.0.1',
      '-d',
      'postgres',
      '-c',
      'select 1',
    ]),
  shows: /role "shop" does not exist|password authentication failed/,
  expects: { root: 'pg-role-missing', accept: ['pg-auth-failed-stale-volume', 'pg-password-differs'] },
});
