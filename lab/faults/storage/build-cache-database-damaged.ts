import { fault } from '../../fault.ts';
import { startDaemon } from '../../start-daemon.ts';

export default fault({
  id: 'build-cache-database-damaged',
  title: 'The database of the build cache is damaged',
  engine: { start: false },
  setUp: (bench) =>
    bench.must(
      'mkdir -p /var/lib/docker/buildkit && head -c 65536 /dev/urandom >/var/lib/docker/buildkit/metadata_v2.db',
    ),
  act: (bench) => startDaemon(bench),
  shows: /invalid database|cache\.db|history\.db|metadata/,
  expects: { root: 'boltdb-damaged' },
  suspected: 'the engine did not start: nothing is left to ask, and "invalid database" is what an empty file says, too',
});
