import type { Bench } from './bench.ts';

const CONTAINERD = '/var/lib/docker/containerd/daemon';
const CTR = 'ctr -a /run/docker/containerd/containerd.sock -n moby snapshots ls';

/**
 * The snapshots of RUN steps get other names in containerd's own database, as after bit rot: same length, and bolt keeps
 * no page checksum. Removing them with ctr instead would race its garbage collection.
 */
export async function renameSnapshots({ engine }: Bench): Promise<void> {
  const listing = await engine.must(['sh', '-c', CTR]);
  const keys = listing.split('\n').flatMap((line) => {
    const [key = '', ...rest] = line.trim().split(/\s+/);
    return rest.at(-1) === 'Committed' && !key.startsWith('sha256') ? [key] : [];
  });
  await engine.stop('TERM');
  const edits = keys.map((key) => `-e s/${key}/${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}/g`).join(' ');
  await engine.must(['sh', '-c', `sed -i ${edits} ${CONTAINERD}/io.containerd.metadata.v1.bolt/meta.db`]);
  await engine.start();
}

/** The snapshotter's database is gone, the images that name its snapshots are not. */
export async function loseSnapshots({ engine }: Bench): Promise<void> {
  await engine.stop('TERM');
  await engine.must(['sh', '-c', `rm ${CONTAINERD}/io.containerd.snapshotter.v1.overlayfs/metadata.db`]);
  await engine.start();
}
