import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const desktopVmDiskFull = condition({
  id: 'desktop-vm-disk-full',
  stage: 'desktop',
  title: { en: 'The virtual disk of Docker Desktop is full', zh: 'Docker Desktop 的虚拟磁盘已满' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: '/var/lib/desktop-containerd/',
      pattern: /(?<path>\/var\/lib\/desktop-containerd\/[^\s:]{1,300}): no space left on device/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `The virtual disk of Docker Desktop has no room for ${path}`,
    zh: `Docker Desktop 的虚拟磁盘没有空间写入 ${path}`,
  }),
  why: {
    en: `This path exists only inside the virtual machine of Docker Desktop. Its disk image has a limit of its own,
      so the host may still have plenty of room.`,
    zh: `该路径只存在于 Docker Desktop 的虚拟机内。虚拟磁盘有自己的上限，宿主机可能还有很多空间。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-inside',
      title: { en: 'See what fills it', zh: '查看占用情况' },
      risk: 'read',
      steps: [look(['docker', 'system', 'df']), look(['docker', 'run', '--rm', 'alpine', 'df', '-h', '/'])],
    },
    {
      id: 'prune-cache',
      title: { en: 'Free build cache and untagged images', zh: '清理构建缓存和无标签镜像' },
      risk: 'costly',
      steps: [
        run(['docker', 'builder', 'prune', '--filter', 'until=24h'], 'costly'),
        run(['docker', 'image', 'prune'], 'costly'),
      ],
    },
    {
      id: 'raise-limit',
      title: { en: 'Raise the limit', zh: '调大上限' },
      risk: 'disruptive',
      steps: [
        advise(
          'Settings → Resources → Advanced → Virtual disk limit. Raise it only: lowering it, and "Clean / Purge data", delete everything in it.',
          'Settings → Resources → Advanced → Virtual disk limit。只能调大：调小或使用 "Clean / Purge data" 会删除其中所有数据。',
          'desktop',
        ),
      ],
    },
  ],

  sources: [{ repo: 'Docker Desktop' }],
});

export default desktopVmDiskFull;

export const examples: ExamplesOf<typeof desktopVmDiskFull> = [
  {
    name: 'the metadata database cannot grow',
    log: `ERROR: failed to build: failed to solve: failed to create lease: write /var/lib/desktop-containerd/daemon/io.containerd.metadata.v1.bolt/meta.db: no space left on device
`,
    matches: {},
  },
  {
    name: 'a native engine',
    log: `ERROR: failed to build: failed to solve: write /var/lib/docker/overlay2/abc/diff/x: no space left on device
`,
    matches: false,
    is: 'disk-full-data-root',
  },
];
