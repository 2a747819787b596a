import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, shell } from '#core/model/steps.ts';

const tmpfsFull = condition({
  id: 'tmpfs-full',
  stage: 'storage',
  title: { en: 'A file system in memory (tmpfs) is full', zh: '内存文件系统（tmpfs）已满' },

  signatures: [
    // The engine's own /run is a tmpfs on every common host.
    {
      on: ['error', 'daemon'],
      says: 'no space left on device',
      pattern:
        /(?<path>\/run\/(?:docker|containerd|runc|user\/\d{1,8}|buildkit)\/?[^\s:'"]{0,300})['"]?: no space left on device/,
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `${path} is kept in memory and is full; the disk is not`,
    zh: `${path} 位于内存中并且已满；磁盘并没有满`,
  }),
  why: {
    en: `/run, /dev/shm and often /tmp are tmpfs: they live in memory and have a size of their own. The error is the same ENOSPC as for a disk, but pruning
      images frees nothing there.`,
    zh: `/run、/dev/shm 以及常见的 /tmp 是 tmpfs：位于内存中，有各自的大小上限。报错与磁盘写满一样是 ENOSPC，
      但清理镜像不会释放那里的空间。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-tmpfs',
      title: { en: 'See which of them is full, and with what', zh: '查看哪个满了、被什么占用' },
      risk: 'read',
      steps: [
        shell(
          'df -h -t tmpfs; sudo du -xh --max-depth=2 /run /tmp | sort -h | tail',
          'docker run --rm alpine df -h',
          'read',
        ),
        look(['docker', 'ps', '--all', '--size']),
      ],
    },
    {
      id: 'temporary-files-elsewhere',
      title: { en: 'Put temporary files on the disk', zh: '把临时文件放到磁盘上' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'For the step that writes them.', zh: '用于写入临时文件的步骤。' },
          { after: 'RUN mkdir -p /var/tmp/build && TMPDIR=/var/tmp/build make' },
        ),
        edit(
          '/etc/fstab',
          {
            en: 'On a host whose /run is too small; then sudo mount -o remount /run.',
            zh: '主机的 /run 太小时使用；然后执行 sudo mount -o remount /run。',
          },
          {
            after: 'tmpfs /run tmpfs size=2G,mode=755 0 0',
            on: 'linux',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'torvalds/linux', path: 'mm/shmem.c', symbol: 'shmem_inode_acct_blocks' }],
});

export default tmpfsFull;

export const examples: ExamplesOf<typeof tmpfsFull> = [
  {
    name: "the host's /run is full",
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: mkdir /run/containerd/io.containerd.runtime.v2.task/moby/3341b6103a93: no space left on device
`,
    matches: {},
  },
  {
    name: 'the disk is full',
    log: `docker: Error response from daemon: mkdir /var/lib/docker/overlay2/b06b5f5e2bd1-init: no space left on device.
`,
    matches: false,
    is: 'disk-full-data-root',
  },
];
