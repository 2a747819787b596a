import { fault } from '../../fault.ts';
import { startDaemon } from '../../start-daemon.ts';

export default fault({
  id: 'dockerd-disk-readonly',
  title: 'dockerd starts on a disk mounted read-only',
  engine: { start: false, disk: { megabytes: 60 } },
  setUp: (bench) => bench.must('mount -o remount,ro /var/lib/docker'),
  act: (bench) => startDaemon(bench),
  shows: /read-only file system/,
  expects: { root: 'filesystem-readonly' },
});
