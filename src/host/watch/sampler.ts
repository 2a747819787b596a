import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';

import type { Host } from '#core/model/probe.ts';
import type { Filesystem } from '#core/model/probes/machine.ts';

import { parseMemory } from '../probes/host-memory.ts';
import { watchGroups, type GroupMemory } from './step-groups.ts';

const EVERY = 1000;

/** The worst that was seen while the command ran. Bytes; times are milliseconds since the epoch. */
export interface Lowest {
  /** The data root when it was fullest; absent where it cannot be seen from here. */
  readonly dataRoot?: Filesystem & { readonly at: number };
  readonly memory?: { readonly available: number; readonly total: number; readonly at: number };
}

export interface Sampled {
  readonly lowest: Lowest;
  /** Control groups that came up; null where they cannot be seen from here. */
  readonly groups: readonly GroupMemory[] | null;
}

export interface Sampler {
  stop(): Sampled;
}

/** Looks at memory and at the disk of the data root once a second, and at the control groups of build steps more often. */
export function startSampler(host: Host): Sampler {
  const groups = process.platform === 'linux' ? watchGroups() : null;
  groups?.start();
  let dataRoot: Lowest['dataRoot'];
  let memory: Lowest['memory'];
  let root: Filesystem | null = null;
  void host.ask('host.dataRoot', {}).then((seen) => {
    if (seen.ok && seen.answer.seenFrom === 'host') root = seen.answer;
  });
  const look = async (): Promise<void> => {
    const now = Date.now();
    const found = memoryNow();
    if (found !== null && (memory === undefined || found.available < memory.available)) memory = { ...found, at: now };
    if (root === null) return;
    const disk = await statfs(root.path).catch(() => null);
    if (disk === null) return;
    const available = disk.bavail * disk.bsize;
    const isWorse = dataRoot === undefined || available < dataRoot.available || disk.ffree < dataRoot.inodesFree;
    if (isWorse) dataRoot = { ...root, available, inodesFree: disk.ffree, at: now };
  };
  const timer = setInterval(() => void look(), EVERY);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      return {
        lowest: { ...(dataRoot !== undefined && { dataRoot }), ...(memory !== undefined && { memory }) },
        groups: groups?.stop() ?? null,
      };
    },
  };
}

function memoryNow(): { available: number; total: number } | null {
  try {
    return parseMemory(readFileSync('/proc/meminfo', 'utf8'));
  } catch {
    return null;
  }
}

/**
 * The same host, which remembers the worst moment of the run: a RUN that failed for lack of space has given it back by the
 * time anybody asks.
 */
export function remembering(host: Host, { dataRoot }: Lowest): Host {
  if (dataRoot === undefined) return host;
  const { at, ...filesystem } = dataRoot;
  return {
    ...host,
    ask: async (probe, about) => {
      const seen = await host.ask(probe, about);
      if (probe !== 'host.dataRoot' || !seen.ok) return seen;
      const where = `${filesystem.path} ${new Date(at).toISOString().slice(11, 19)}Z`;
      return { ok: true, answer: filesystem as typeof seen.answer, where };
    },
  };
}
