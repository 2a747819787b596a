import { fault } from '../../fault.ts';
import { startDaemon } from '../../start-daemon.ts';

export default fault({
  id: 'dockerd-network-db-damaged',
  title: 'The network database of dockerd is damaged',
  engine: { start: false },
  setUp: (bench) =>
    bench.must(
      'mkdir -p /var/lib/docker/network/files && head -c 4096 /dev/urandom >/var/lib/docker/network/files/local-kv.db',
    ),
  act: (bench) => startDaemon(bench),
  shows: /invalid database|network controller/,
  expects: { root: 'boltdb-damaged', accept: ['dockerd-network-init-failed'] },
});
