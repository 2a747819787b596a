import { LISTED, listed } from '../cache-record.ts';
import { refused, type ActionRunner, type Bay } from '../action.ts';
import { docker } from '../docker.ts';

const PRUNE_MILLISECONDS = 120_000;

/** Rebuildable by its nature, so there is no way back and none is needed. What a running build uses stays. */
export const dropBuildCache: ActionRunner<'drop-build-cache'> = {
  prepare: async ({ host }, { record }) => {
    const cache = await host.ask('engine.cache', {});
    if (!cache.ok) return { ok: false, why: cache.why };
    if (record === undefined) {
      const unused = cache.answer.filter(({ inUse }) => !inUse);
      const text = {
        en: `Drops all ${unused.length} unused records of the build cache; images, containers and volumes stay.`,
        zh: `删除构建缓存中全部 ${unused.length} 条未使用的记录；镜像、容器和卷都不动。`,
      };
      return {
        ok: true,
        shows: [
          text,
          ...unused
            .toSorted((a, b) => b.bytes - a.bytes)
            .slice(0, LISTED)
            .map(listed),
        ],
      };
    }
    const found = cache.answer.find(({ id }) => id === record);
    if (found === undefined) {
      return refused(`There is no cache record ${record}.`, `没有缓存记录 ${record}。`);
    }
    const text = {
      en: `Drops one cache record: ${found.type} ${found.description}`,
      zh: `只删除一条缓存记录：${found.type} ${found.description}`,
    };
    return { ok: true, shows: [text] };
  },
  apply: async (bay, { record }) => {
    const filter = record === undefined ? ['--all'] : ['--filter', `id=${record}`];
    const ran = await docker(bay, ['buildx', 'prune', '--force', ...filter], PRUNE_MILLISECONDS);
    if (!ran.ok) return refused('docker buildx prune did not run.', 'docker buildx prune 未能执行。');
    if (record !== undefined && (await isThere(bay, record))) {
      return refused(`The cache record ${record} is in use and stays.`, `缓存记录 ${record} 正在使用，无法删除。`);
    }
    return record === undefined
      ? { ok: true, text: { en: 'Emptied the build cache.', zh: '已清空构建缓存。' } }
      : { ok: true, text: { en: `Dropped the cache record ${record}.`, zh: `已删除缓存记录 ${record}。` } };
  },
};

async function isThere({ host }: Bay, record: string): Promise<boolean> {
  const cache = await host.ask('engine.cache', {});
  return cache.ok && cache.answer.some(({ id }) => id === record);
}
