import { fault } from '../../fault.ts';

export default fault({
  id: 'api-key-missing',
  title: 'A key the application needs is not in .env',
  images: ['postgres', 'redis', 'app', 'prometheus'],
  setUp: async (bench) => {
    bench.stack('six');
    bench.edit('.env', (text) => text.replace(/PAYMENT_API_KEY.*\n/, ''));
    await bench.must('docker compose build -q');
  },
  act: (bench) => bench.up(),
  shows: /PAYMENT_API_KEY is not set/,
  expects: { root: 'missing-runtime-env', accept: ['compose-env-unset'], consequences: ['dependency-unhealthy'] },
});
