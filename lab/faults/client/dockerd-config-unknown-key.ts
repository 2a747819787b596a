import { fault } from '../../fault.ts';
import { startDaemon } from '../../start-daemon.ts';

export default fault({
  id: 'dockerd-config-unknown-key',
  title: 'daemon.json has a key this dockerd does not know',
  engines: ['26', '20.10'],
  engine: { start: false, config: { 'no-such-key': true } },
  act: (bench) => startDaemon(bench),
  shows: /no-such-key/,
  expects: { root: 'dockerd-config-invalid' },
});
