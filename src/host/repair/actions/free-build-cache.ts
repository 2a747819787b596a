import type { CacheRecord } from '#core/model/probes/usage.ts';
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
  prepare: async (bay, { bytes, inodes }) => {
    const cache = await bay.host.ask('engine.cache', {});
    if (!cache.ok) return { ok: false, why: cache.why };
    const unused = cache.answer.filter(({ inUse }) => !inUse).toSorted(byAge);
    const total = unused.reduce((sum, record) => sum + record.bytes, 0);
    const dangling = await danglingImages(bay);
    if (unused.length === 0 && dangling.length === 0) {
      return refused(
        'There is no unused build cache and no image without a tag to free.',
        '没有可以释放的未使用构建缓存，也没有无标签的镜像。',
      );
    }
    return {
      ok: true,
      shows: [
        {
          en: `Frees unused build cache, the longest unused first, ${until(bytes, inodes).en}; ${unused.length} records with ${size(total)} are unused.`,
          zh: `从最久未使用的开始释放未使用的构建缓存，${until(bytes, inodes).zh}；共有 ${unused.length} 条未使用的记录，合计 ${size(total)}。`,
        },
        ...unused.slice(0, LISTED).map(listed),
        ...(dangling.length === 0 ? [] : [showsImages(dangling)]),
      ],
    };
  },
  apply: async (bay, { bytes, inodes = 0 }) => {
    const freed = { bytes: 0, records: 0, images: 0 };
    const isEnough = async (): Promise<boolean> => freed.bytes >= bytes && (await hasInodes(bay, inodes));
    const inPasses = async (ages: readonly (string | undefined)[]): Promise<boolean> => {
      for (const unusedFor of ages) {
        for (let i = 0; i < REPEATS && !(await isEnough()); i++) {
          const pass = await pruneCache(bay, unusedFor);
          if (pass === null) return false;
          freed.bytes += pass.bytes;
          freed.records += pass.records;
          if (pass.records === 0) break;
        }
      }
      return true;
    };
    if (!(await inPasses(PASSES)))
      return refused('docker builder prune did not run.', 'docker builder prune 未能执行。');
    if (!(await isEnough())) {
      const pruned = await pruneImages(bay);
      freed.bytes += pruned.bytes;
      freed.images += pruned.images;
      // What an image held on to is cache that nothing uses now.
      if (pruned.images > 0) await inPasses(PASSES.slice(-1));
    }
    if (freed.records + freed.images === 0) return refused('Pruning freed nothing.', '清理没有释放任何空间。');
    return {
      ok: true,
      text: {
        en: `Freed ${size(freed.bytes)}: ${freed.records} records of build cache, ${freed.images} images without a tag.`,
        zh: `释放了 ${size(freed.bytes)}：构建缓存记录 ${freed.records} 条，无标签镜像 ${freed.images} 个。`,
      },
    };
  },
};

interface Freed {
  readonly bytes: number;
  readonly records: number;
  readonly images: number;
}

/** Images that have lost their tag to a newer build and that no container is made of: `id size`, one a line. */
async function danglingImages(bay: Bay): Promise<readonly string[]> {
  const argv = ['image', 'ls', '--filter', 'dangling=true', '--format', '{{.ID}} {{.Size}}'];
  const ran = await docker(bay, argv);
  return ran.ok ? ran.stdout.split('\n').filter((line) => line !== '') : [];
}

function showsImages(images: readonly string[]): Text {
  const names = images.slice(0, LISTED).join(', ');
  return {
    en: `If that is not enough, images without a tag and without a container go: ${images.length} (${names}).`,
    zh: `如果仍不够，再删除没有标签且没有容器使用的镜像：共 ${images.length} 个（${names}）。`,
  };
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
async function pruneCache(bay: Bay, unusedFor: string | undefined): Promise<Omit<Freed, 'images'> | null> {
  const filter = unusedFor === undefined ? [] : ['--filter', `unused-for=${unusedFor}`];
  const ran = await docker(bay, ['builder', 'prune', '--force', ...filter], PRUNE_MILLISECONDS);
  if (!ran.ok) return null;
  return { bytes: reclaimed(ran.stdout), records: ran.stdout.match(/^[a-z0-9]{25}\b/gm)?.length ?? 0 };
}

/** Without `--all`: the engine itself keeps every image that has a tag or a container. */
async function pruneImages(bay: Bay): Promise<Omit<Freed, 'records'>> {
  const ran = await docker(bay, ['image', 'prune', '--force'], PRUNE_MILLISECONDS);
  if (!ran.ok) return { bytes: 0, images: 0 };
  return { bytes: reclaimed(ran.stdout), images: ran.stdout.match(/^deleted: sha256:/gm)?.length ?? 0 };
}

function reclaimed(stdout: string): number {
  const total = /Total(?: reclaimed space)?:\s*([\d.]+)\s*([kMGT]?i?B)/.exec(stdout);
  return total === null ? 0 : Number(total[1]) * (UNITS[total[2] ?? 'B'] ?? 1);
}

/** The client prints powers of 1000. */
const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };
