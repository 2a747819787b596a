import { fault } from '../../fault.ts';
import { startDaemon } from '../../start-daemon.ts';

export default fault({
  id: 'dockerd-flag-file-conflict',
  title: 'The same option as a flag and in daemon.json',
  engine: { start: false, config: { debug: true } },
  act: (bench) => startDaemon(bench, ['--debug=false']),
  shows: /specified both as a flag and in the configuration file/,
  expects: { root: 'dockerd-flag-file-conflict' },
});
