import { fault } from '../../fault.ts';

export default fault({
  id: 'pg-auth-failed-stale-volume',
  title: 'Both passwords were changed, the volume keeps the old one',
  images: ['postgres', 'redis', 'app', 'prometheus'],
  setUp: async (bench) => {
    bench.stack('six');
    // The first start makes the volume with the old password.
    await bench.must('docker compose up -d --wait postgres && docker compose rm -sf postgres');
    bench.edit('.env', (text) => text.replaceAll('s3cret-one', 's3cret-new'));
    await bench.must('docker compose build -q');
  },
  act: (bench) => bench.up(),
  shows: /Skipping initialization/,
  expects: { root: 'pg-auth-failed-stale-volume', consequences: ['dependency-unhealthy'], service: 'app' },
});
