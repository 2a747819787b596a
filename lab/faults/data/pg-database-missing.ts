import { fault } from '../../fault.ts';

export default fault({
  id: 'pg-database-missing',
  title: 'A database nobody has made',
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
      'shop',
      '-c',
      'select 1',
    ]),
  shows: /database "shop" does not exist/,
  expects: { root: 'pg-database-missing' },
});
