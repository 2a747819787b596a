import { fault } from '../../fault.ts';

export default fault({
  id: 'redis-on-localhost',
  title: 'The application looks for its cache inside its own container',
  images: ['postgres', 'redis', 'app', 'prometheus'],
  setUp: async (bench) => {
    bench.stack('six');
    bench.edit('.env', (text) => text.replace('//redis:', '//localhost:'));
    await bench.must('docker compose build -q');
  },
  act: (bench) => bench.up(),
  shows: /connecting to localhost:6379/,
  expects: { root: 'connect-localhost-inside-container', consequences: ['dependency-unhealthy'] },
});
