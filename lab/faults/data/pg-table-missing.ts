import { fault } from '../../fault.ts';

export default fault({
  id: 'pg-table-missing',
  title: 'The tables were never made',
  images: ['postgres'],
  setUp: (bench) =>
    bench.must(
      'docker run -d --name shop-db -e POSTGRES_PASSWORD=x postgres:15; until docker exec -e PGPASSWORD=x shop-db psql -U postgres -h 127.0.0.1 -c "select 1"; do sleep 0.2; done',
    ),
  act: (bench) =>
    bench.docker([
      'exec',
      '-e',
      'PGPASSWORD=x',
      'shop-db',
      'psql',
      '-U',
      'postgres',
      '-h',
      '127.0.0.1',
      '-d',
      'postgres',
      '-c',
      'select * from orders',
    ]),
  shows: /relation "orders" does not exist/,
  expects: { root: 'migrations-not-run' },
  suspected:
    'the database says that the table is not there, not why nobody made it; which others it has only a query would tell, and probes start nothing in a container',
});
