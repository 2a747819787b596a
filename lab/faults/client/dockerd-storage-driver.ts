import { fault } from '../../fault.ts';
import { startDaemon } from '../../start-daemon.ts';

export default fault({
  id: 'dockerd-storage-driver',
  title: 'daemon.json asks for a storage driver that is gone',
  engine: { start: false, config: { 'storage-driver': 'aufs' } },
  act: (bench) => startDaemon(bench),
  shows: /aufs/,
  expects: { root: 'dockerd-storage-driver-mismatch', accept: ['dockerd-config-invalid'] },
});
