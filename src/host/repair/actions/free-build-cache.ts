import type { CacheRecord } from '#core/model/probes/engine.ts';
import type { Text } from '#core/model/text.ts';

import { LISTED, listed, size } from '../cache-record.ts';
import { refused, type ActionRunner, type Bay } from '../action.ts';
import { docker } from '../docker.ts';

/** Each pass takes what was not used for so long; the last takes all that nothing uses. Never `--all`, never volumes. */
const PASSES = ['240h', '48h', '12h', '1h', undefined] as const;
/** A filtered prune frees the leaves of the cache's tree only, so a pass is repeated while it frees anything. */
const REPEATS = 4;
const PRUNE_MILLISECONDS = 120_000;

export const freeBuildCache: ActionRunner<'free-build-cache'> = {
  prepare: async ({ host }, { bytes, inodes }) => {
    const cache = await host.ask('engine.cache', {});
    if (!cache.ok) return { ok: false, why: cache.why };
    const unused = cache.answer.filter(({ inUse }) => !inUse).toSorted(byAge);
    const total = unused.reduce((sum, record) => sum + record.bytes, 0);
    if (unused.length === 0)
      return refused('There is no unused build cache to free.', '没有可以释放的未使用构建缓存。');
    return {
      ok: true,
      shows: [
        {
          en: `Frees unused build cache, the longest unused first, ${until(bytes, inodes).en}; ${unused.length} records with ${size(total)} are unused.`,
          zh: `从最久未使用的开始释放未使用的构建缓存，${until(bytes, inodes).zh}；共有 ${unused.length} 条未使用的记录，合计 ${size(total)}。`,
        },
        ...unused.slice(0, LISTED).map(listed),
      ],
    };
  },
  apply: async (bay, { bytes, inodes = 0 }) => {
    let freed: Freed = { bytes: 0, records: 0 };
    const isEnough = async (): Promise<boolean> => freed.bytes >= bytes && (await hasInodes(bay, inodes));
    for (const unusedFor of PASSES) {
      for (let i = 0; i < REPEATS && !(await isEnough()); i++) {
        const pass = await prune(bay, unusedFor);
        if (pass === null) return refused('docker builder prune did not run.', 'docker builder prune 未能执行。');
        freed = { bytes: freed.bytes + pass.bytes, records: freed.records + pass.records };
        if (pass.records === 0) break;
      }
    }
    if (freed.records === 0) return refused('Pruning freed nothing.', '清理没有释放任何空间。');
    return {
      ok: true,
      text: {
        en: `Freed ${size(freed.bytes)} of build cache in ${freed.records} records.`,
        zh: `释放了 ${freed.records} 条构建缓存记录，共 ${size(freed.bytes)}。`,
      },
    };
  },
};

interface Freed {
  readonly bytes: number;
  readonly records: number;
}

function until(bytes: number, inodes: number | undefined): Text {
  if (inodes === undefined) {
    return { en: `until ${size(bytes)} are freed`, zh: `直到释放 ${size(bytes)}` };
  }
  return { en: `until ${inodes} inodes are free`, zh: `直到空出 ${inodes} 个 inode` };
}

/** Where nobody can count them, all passes are made. */
async function hasInodes({ host }: Bay, inodes: number): Promise<boolean> {
  if (inodes === 0) return true;
  const root = await host.ask('host.dataRoot', {});
  return root.ok && root.answer.inodesFree >= inodes;
}

function byAge(a: CacheRecord, b: CacheRecord): number {
  return (a.lastUsed ?? 0) - (b.lastUsed ?? 0);
}

/** What one pass freed; null where the command failed. */
async function prune(bay: Bay, unusedFor: string | undefined): Promise<Freed | null> {
  const filter = unusedFor === undefined ? [] : ['--filter', `unused-for=${unusedFor}`];
  const ran = await docker(bay, ['builder', 'prune', '--force', ...filter], PRUNE_MILLISECONDS);
  if (!ran.ok) return null;
  const total = /Total(?: reclaimed space)?:\s*([\d.]+)\s*([kMGT]?i?B)/.exec(ran.stdout);
  const records = ran.stdout.match(/^[a-z0-9]{25}\b/gm)?.length ?? 0;
  return { bytes: total === null ? 0 : Number(total[1]) * (UNITS[total[2] ?? 'B'] ?? 1), records };
}

/** The client prints powers of 1000. */
const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };
