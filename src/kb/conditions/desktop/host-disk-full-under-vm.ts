import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, shell } from '#core/model/steps.ts';

const hostDiskFullUnderVm = condition({
  id: 'host-disk-full-under-vm',
  stage: 'desktop',
  title: {
    en: 'The host disk under the virtual machine of Docker Desktop is full',
    zh: 'Docker Desktop 虚拟机所在的宿主机磁盘已满',
  },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: '/var/lib/desktop-containerd/',
      pattern:
        /(?<path>\/var\/lib\/desktop-containerd\/[^\s:]{1,300}): (?<reason>read-only file system|input\/output error)/,
    },
  ],
  facts: (group) => ({ path: group('path'), reason: group('reason') }),

  headline: ({ reason }) => ({
    en: `The virtual machine of Docker Desktop can no longer write (${reason}): its host disk is full`,
    zh: `Docker Desktop 的虚拟机无法写入（${reason}）：宿主机磁盘已满`,
  }),
  why: {
    en: `The disk image of the virtual machine grows on the host. When the host has no room left, a write inside
      fails like a broken disk and Linux turns the file system read-only. "No space left" never appears.`,
    zh: `虚拟机的磁盘镜像在宿主机上按需增长。宿主机没有空间时，虚拟机内的写入会像坏盘一样失败，
      Linux 随即把文件系统变为只读，并不会出现 "No space left"。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-host-disk',
      title: { en: 'See how full the host disk is', zh: '查看宿主机磁盘' },
      risk: 'read',
      steps: [shell('df -h ~', 'Get-PSDrive -PSProvider FileSystem', 'read')],
    },
    {
      id: 'free-and-restart',
      title: {
        en: 'Free room on the host, then restart Docker Desktop',
        zh: '在宿主机上腾出空间，再重启 Docker Desktop',
      },
      risk: 'disruptive',
      steps: [
        advise(
          'Delete or move files on the drive that holds the disk image; free at least some gigabytes.',
          '删除或移动磁盘镜像所在盘上的文件，至少腾出几个 GB。',
          'desktop',
        ),
        shell('docker desktop restart', 'wsl --shutdown; docker desktop restart', 'disruptive', { on: 'desktop' }),
      ],
    },
    {
      id: 'if-the-disk-has-room',
      title: { en: 'If the host disk has room: back up at once', zh: '如果宿主机磁盘有空间：立即备份' },
      risk: 'read',
      steps: [
        advise(
          'Then the disk itself may be failing: check its health and copy what matters.',
          '那么可能是磁盘故障：检查磁盘健康状况，并复制重要数据。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'Docker Desktop' }, { repo: 'torvalds/linux', path: 'fs/ext4/super.c' }],
});

export default hostDiskFullUnderVm;

export const examples: ExamplesOf<typeof hostDiskFullUnderVm> = [
  {
    name: 'the lease cannot be written',
    log: `ERROR: failed to build: failed to solve: error creating temporary lease: write /var/lib/desktop-containerd/daemon/io.containerd.metadata.v1.bolt/meta.db: read-only file system
`,
    matches: { reason: 'read-only file system' },
  },
  {
    name: 'the virtual disk is at its limit',
    log: `ERROR: failed to build: failed to solve: write /var/lib/desktop-containerd/daemon/io.containerd.metadata.v1.bolt/meta.db: no space left on device
`,
    matches: false,
    is: 'desktop-vm-disk-full',
  },
];
