import { fault } from '../../fault.ts';
import { startDaemon } from '../../start-daemon.ts';

export default fault({
  id: 'dockerd-disk-full',
  title: 'dockerd starts on a full disk',
  engine: { start: false, disk: { megabytes: 60 } },
  setUp: async (bench) => {
    await bench.disk.fill(100);
    await bench.must('dd if=/dev/zero of=/var/lib/docker/rest bs=1k 2>/dev/null || true');
  },
  act: (bench) => startDaemon(bench),
  shows: /no space left on device/,
  expects: { root: 'disk-full-data-root' },
});
