import type { CacheRecord } from '#core/model/probes/engine.ts';

import { refused, type ActionRunner, type Bay } from '../action.ts';

/** Each pass takes what was not used for so long; the last takes all that nothing uses. Never `--all`, never volumes. */
const PASSES = ['240h', '48h', '12h', '1h', undefined] as const;
/** A filtered prune frees the leaves of the cache's tree only, so a pass is repeated while it frees anything. */
const REPEATS = 4;
const PRUNE_MILLISECONDS = 120_000;
const LISTED = 8;

export const freeBuildCache: ActionRunner<'free-build-cache'> = {
  prepare: async ({ host }, { bytes }) => {
    const cache = await host.ask('engine.cache', {});
    if (!cache.ok) return { ok: false, why: cache.why };
    const unused = cache.answer.filter(({ inUse }) => !inUse).toSorted(byAge);
    const total = unused.reduce((sum, record) => sum + record.bytes, 0);
    if (total === 0) return refused('There is no unused build cache to free.', '没有可以释放的未使用构建缓存。');
    return {
      ok: true,
      shows: [
        {
          en: `Frees unused build cache, the longest unused first, until ${size(bytes)} are freed; ${unused.length} records with ${size(total)} are unused.`,
          zh: `从最久未使用的开始释放未使用的构建缓存，直到释放 ${size(bytes)}；共有 ${unused.length} 条未使用的记录，合计 ${size(total)}。`,
        },
        ...unused.slice(0, LISTED).map((record) => ({
          en: `${size(record.bytes)} ${record.type} ${record.description}`,
          zh: `${size(record.bytes)} ${record.type} 缓存：${record.description}`,
        })),
      ],
    };
  },
  apply: async (bay, { bytes }) => {
    let freed = 0;
    for (const unusedFor of PASSES) {
      for (let i = 0; i < REPEATS && freed < bytes; i++) {
        const pass = await prune(bay, unusedFor);
        if (pass === null) return refused('docker builder prune did not run.', 'docker builder prune 未能执行。');
        freed += pass;
        if (pass === 0) break;
      }
    }
    if (freed === 0) return refused('Pruning freed nothing.', '清理没有释放任何空间。');
    return { ok: true, text: { en: `Freed ${size(freed)} of build cache.`, zh: `释放了 ${size(freed)} 构建缓存。` } };
  },
};

function byAge(a: CacheRecord, b: CacheRecord): number {
  return (a.lastUsed ?? 0) - (b.lastUsed ?? 0);
}

/** Bytes that one pass freed; null where the command failed. */
async function prune({ run, project }: Bay, unusedFor: string | undefined): Promise<number | null> {
  const filter = unusedFor === undefined ? [] : ['--filter', `unused-for=${unusedFor}`];
  const ran = await run(['docker', 'builder', 'prune', '--force', ...filter], {
    cwd: project,
    milliseconds: PRUNE_MILLISECONDS,
  });
  if (!ran.ok || ran.code !== 0) return null;
  const total = /Total(?: reclaimed space)?:\s*([\d.]+)\s*([kMGT]?i?B)/.exec(ran.stdout);
  return total === null ? 0 : Number(total[1]) * (UNITS[total[2] ?? 'B'] ?? 1);
}

/** The client prints powers of 1000. */
const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

function size(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(0)} MB`;
}
