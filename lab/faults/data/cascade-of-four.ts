import { fault } from '../../fault.ts';

export default fault({
  id: 'cascade-of-four',
  title: 'One wrong password, and four services are unhealthy one after the other',
  images: ['postgres', 'redis', 'app', 'prometheus'],
  setUp: async (bench) => {
    bench.stack('six');
    bench.edit(
      '.env',
      (text) => text.replace('POSTGRES_PASSWORD=s3cret-one', 'POSTGRES_PASSWORD=s3cret-two') + 'GATE=service_started\n',
    );
    await bench.must('docker compose build -q');
  },
  act: async (bench) => {
    const up = await bench.up();
    const ps = await bench.compose(['ps', '-a']);
    return { ...up, text: up.text + ps.text };
  },
  shows: /unhealthy/,
  expects: { root: 'pg-password-differs', consequences: ['dependency-unhealthy'] },
});
