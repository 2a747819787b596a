import { fault } from '../../fault.ts';

export default fault({
  id: 'pg-disk-full',
  title: 'The database fills its disk',
  images: ['postgres'],
  setUp: (bench) =>
    bench.must(
      'docker run -d --name shop-db -e POSTGRES_PASSWORD=x --tmpfs /var/lib/postgresql/data:size=60m,uid=0 postgres:15; until docker exec -e PGPASSWORD=x shop-db psql -U postgres -h 127.0.0.1 -c "select 1"; do sleep 0.2; done',
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
      'create table t as select repeat(md5(i::text),50) x from generate_series(1,60000) i',
    ]),
  shows: /No space left on device/,
  expects: { root: 'pg-disk-full', accept: ['disk-full-data-root', 'tmpfs-full'] },
});
