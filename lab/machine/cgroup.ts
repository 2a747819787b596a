import { existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = '/sys/fs/cgroup';
const PREFIX = 'drydock-lab-';

/** The group under which an engine of this run puts its containers, as dockerd's --cgroup-parent wants it. */
export function cgroupName(run: string): string {
  return `/${PREFIX}${run}`;
}

function hierarchies(): string[] {
  if (existsSync(join(ROOT, 'cgroup.controllers'))) return [ROOT];
  if (!existsSync(ROOT)) return [];
  return readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(ROOT, name));
}

/** Runs of which groups are left. */
export function cgroupFolders(): string[] {
  const names = hierarchies().flatMap((folder) => readdirSync(folder));
  return [...new Set(names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length)))];
}

export function removeCgroups(run: string): void {
  for (const folder of hierarchies()) removeTree(join(folder, PREFIX + run));
}

/** Groups are removed with rmdir, leaves first; their files cannot be removed. */
function removeTree(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeTree(join(folder, entry.name));
  }
  try {
    rmdirSync(folder);
  } catch {
    // A process of it is still dying: the next sweep takes it.
  }
}

/** A group with a memory limit, for build steps: BuildKit has no --memory. Returns its name for --cgroup-parent. */
export function limitMemory(run: string, name: string, megabytes: number): string {
  const group = `${cgroupName(run)}/${name}`;
  const isV2 = existsSync(join(ROOT, 'cgroup.controllers'));
  const folder = isV2 ? join(ROOT, group) : join(ROOT, 'memory', group);
  mkdirSync(folder, { recursive: true });
  if (isV2) {
    // A group has a memory limit only if every group above it hands the controller down.
    for (const above of ['', cgroupName(run)]) writeFileSync(join(ROOT, above, 'cgroup.subtree_control'), '+memory');
  } else {
    writeFileSync(join(folder, 'memory.use_hierarchy'), '1');
  }
  writeFileSync(join(folder, isV2 ? 'memory.max' : 'memory.limit_in_bytes'), String(megabytes * 2 ** 20));
  return group;
}
