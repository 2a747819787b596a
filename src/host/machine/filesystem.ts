import { dirname } from 'node:path';

import type { Filesystem } from '#core/model/probes/machine.ts';

import type { Machine } from './machine.ts';
import { mountOf, parseMounts } from './mounts.ts';

/** The filesystem under a path of this machine, or of the nearest folder above it that can be seen; null where none can. */
export async function filesystemAt(machine: Machine, path: string): Promise<Filesystem | null> {
  const space = await machine.space(path);
  if (space === null) {
    const above = dirname(path);
    return above === path ? null : filesystemAt(machine, above);
  }
  const mountinfo = await machine.read('/proc/self/mountinfo');
  const mount = mountinfo.ok ? mountOf(parseMounts(mountinfo.text), path) : undefined;
  const options = mount?.options ?? [];
  return {
    path,
    type: mount?.type ?? '',
    ...space,
    options,
    isReadOnly: options.includes('ro'),
    seenFrom: 'host',
  };
}
