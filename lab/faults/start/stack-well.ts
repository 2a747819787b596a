import { fault } from '../../fault.ts';

export default fault({
  id: 'stack-well',
  title: 'The six services come up: nothing to diagnose',
  images: ['postgres', 'redis', 'app', 'prometheus'],
  setUp: async (bench) => {
    bench.stack('six');
    bench.edit('.env', (text) => text);
    await bench.must('docker compose build -q');
  },
  act: (bench) => bench.up(),
  shows: /healthy/i,
  expects: { root: null, outcome: 'succeeded' },
});
