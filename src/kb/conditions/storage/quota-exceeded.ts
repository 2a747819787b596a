import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run, shell } from '#core/model/steps.ts';

const quotaExceeded = condition({
  id: 'quota-exceeded',
  stage: 'storage',
  title: { en: 'A disk quota is used up', zh: '磁盘配额已用完' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: ['disk quota exceeded', 'Disk quota exceeded', 'EDQUOT: '],
      pattern: /(?:(?<![\w.-])(?<path>\/[^\s:'"]{1,300})['"]?: )?(?:[Dd]isk quota exceeded|EDQUOT: )/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `${path === '' ? 'A write' : `Writing ${path}`} was refused: the disk quota of its owner is used up`,
    zh: `${path === '' ? '写入' : `写入 ${path} `}被拒绝：所属用户的磁盘配额已用完`,
  }),
  why: {
    en: `The kernel answered EDQUOT, not ENOSPC: the disk has room, but this user or project may not have more of it. That is common where a rootless
      engine keeps its data in a home directory, on shared hosts and on NFS.`,
    zh: `内核返回的是 EDQUOT 而不是 ENOSPC：磁盘还有空间，但该用户或项目不能再多用。常见于 rootless 引擎把数据放在家目录、
      共享主机以及 NFS。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-quota',
      title: { en: 'See the quota and what Docker uses', zh: '查看配额和 Docker 的占用' },
      risk: 'read',
      steps: [shell('quota -s; df -h "$HOME"', 'fsutil quota query C:', 'read'), look(['docker', 'system', 'df'])],
    },
    {
      id: 'prune-unused-cache',
      title: { en: 'Free build cache that nothing uses', zh: '清理没有被使用的构建缓存' },
      risk: 'costly',
      steps: [
        run(['docker', 'builder', 'prune', '--filter', 'until=24h'], 'costly'),
        run(['docker', 'image', 'prune'], 'costly'),
      ],
    },
    {
      id: 'raise-quota',
      title: { en: 'Raise the quota or move the data root', zh: '提高配额或移动数据目录' },
      risk: 'disruptive',
      steps: [
        advise(
          'Ask for a larger quota, or stop the engine, copy its data and set data-root in daemon.json to a file system without a quota.',
          '申请更大的配额；或停止引擎、复制数据，并在 daemon.json 中把 data-root 设到没有配额的文件系统。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'torvalds/linux', path: 'fs/quota/dquot.c', symbol: 'EDQUOT' }],
});

export default quotaExceeded;

export const examples: ExamplesOf<typeof quotaExceeded> = [
  {
    name: 'a rootless engine in a home directory',
    log: `#4 [2/3] COPY . /app
#4 ERROR: failed to copy files: copy file range failed: disk quota exceeded
------
ERROR: failed to build: failed to solve: failed to copy files: copy file range failed: disk quota exceeded
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the disk itself is full',
    log: `#4 [2/3] COPY . /app
#4 ERROR: failed to copy files: copy file range failed: no space left on device
------
ERROR: failed to build: failed to solve: failed to copy files: copy file range failed: no space left on device
`,
    matches: false,
    is: 'disk-full-data-root',
  },
];
