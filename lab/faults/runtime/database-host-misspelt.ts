import { fault } from '../../fault.ts';

export default fault({
  id: 'database-host-misspelt',
  title: 'The database URL names a service that nobody has',
  images: ['postgres', 'redis', 'app', 'prometheus'],
  setUp: async (bench) => {
    bench.stack('six');
    bench.edit('.env', (text) => text.replace('@postgres:', '@database:'));
    await bench.must('docker compose build -q');
  },
  act: (bench) => bench.up(),
  shows: /could not translate host name "database"/,
  expects: { root: 'service-dns-failure' },
});
