import { fault } from '../../fault.ts';

export default fault({
  id: 'pg-password-differs',
  title: 'The application has another password than the database',
  images: ['postgres', 'redis', 'app', 'prometheus'],
  setUp: async (bench) => {
    bench.stack('six');
    bench.edit('.env', (text) => text.replace('POSTGRES_PASSWORD=s3cret-one', 'POSTGRES_PASSWORD=s3cret-two'));
    await bench.must('docker compose build -q');
  },
  act: (bench) => bench.up(),
  shows: /password authentication failed for user "app"/,
  expects: { root: 'pg-password-differs', consequences: ['dependency-unhealthy'], service: 'app' },
});
