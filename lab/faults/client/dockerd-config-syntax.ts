import { fault } from '../../fault.ts';
import { startDaemon } from '../../start-daemon.ts';

export default fault({
  id: 'dockerd-config-syntax',
  title: 'daemon.json is not JSON',
  engines: ['26', '20.10'],
  engine: { start: false, config: '{"registry-mirrors": ["http://mirror.example",]}' },
  act: (bench) => startDaemon(bench),
  shows: /invalid character/,
  expects: { root: 'dockerd-config-invalid' },
});
