import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, shell } from '#core/model/steps.ts';

const dockerdStorageDriverMismatch = condition({
  id: 'dockerd-storage-driver-mismatch',
  stage: 'client',
  title: { en: 'The engine cannot use its storage driver', zh: '引擎无法使用其存储驱动' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: ['error initializing graphdriver', 'prior storage driver '],
      pattern:
        /error initializing graphdriver: (?:prior storage driver (?<driver>[\w-]{1,30}) failed: )?(?<reason>.{1,300})/,
      strength: 'states',
    },
    {
      on: ['error', 'output', 'daemon'],
      says: 'containerd-snapshotter is explicitly enabled, but is not compatible with userns remapping',
      strength: 'states',
    },
  ],
  facts: (group) => ({ driver: group('driver'), reason: group('reason') }),

  yieldsTo: [
    'overlay-module-missing',
    'kernel-modules-gone',
    'disk-full-data-root',
    'filesystem-readonly',
    'overlay-unsupported-fs',
  ],
  headline: ({ reason }) => ({
    en: `The storage driver could not be started: ${reason}`,
    zh: `存储驱动无法启动：${reason}`,
  }),
  why: {
    en: `The data directory was written by one storage driver and the engine is configured for, or can only use,
      another: the driver was removed from this release, its kernel module is missing, or the file system does
      not suit it. The images are still there.`,
    zh: `数据目录由某个存储驱动写入，而引擎被配置为（或只能使用）另一个：该驱动在此版本中已移除、内核模块缺失，
      或文件系统不适合。镜像仍然在磁盘上。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-driver',
      title: { en: 'See what is configured and what the disk offers', zh: '查看配置和磁盘情况' },
      risk: 'read',
      steps: [
        shell(
          'cat /etc/docker/daemon.json; sudo ls /var/lib/docker; df -T /var/lib/docker; lsmod | grep overlay',
          'docker info',
          'read',
        ),
      ],
    },
    {
      id: 'restore-driver',
      title: {
        en: 'Put the previous driver back, or one this engine has',
        zh: '恢复之前的驱动，或改用该引擎支持的驱动',
      },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/docker/daemon.json',
          { en: 'Name the driver that wrote the data directory', zh: '写上数据目录原来的驱动' },
          { after: '{ "storage-driver": "overlay2" }' },
        ),
        shell('sudo systemctl restart docker', 'docker desktop restart', 'disruptive', { on: 'linux' }),
      ],
    },
    {
      id: 'migrate',
      title: { en: 'If that driver is gone for good: take the images along', zh: '如果该驱动已被移除：迁移镜像' },
      risk: 'disruptive',
      steps: [
        advise(
          'Start the older engine once more, save what you need with docker save and the volumes with a backup container, then move the data directory aside (do not delete it) and load the images into the new one.',
          '用旧版引擎再启动一次，用 docker save 导出镜像、用备份容器导出卷；然后把数据目录移到一边（不要删除），再在新引擎中 load。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/graphdriver/driver.go', symbol: 'New' },
    { repo: 'moby/moby', path: 'daemon/internal/layer/layer_store.go' },
  ],
});

export default dockerdStorageDriverMismatch;

export const examples: ExamplesOf<typeof dockerdStorageDriverMismatch> = [
  {
    name: 'aufs was removed',
    log: `failed to start daemon: error initializing graphdriver: [graphdriver] ERROR: the aufs storage-driver has been deprecated and removed; visit https://docs.docker.com/go/storage-driver/ for more information: aufs
`,
    matches: {},
  },
  {
    name: 'prior driver',
    log: `failed to start daemon: error initializing graphdriver: prior storage driver overlay2 failed: driver not supported
`,
    matches: { driver: 'overlay2', reason: 'driver not supported' },
  },
  {
    name: 'the network controller failed',
    log: `failed to start daemon: Error initializing network controller: error creating default "bridge" network: Failed to Setup IP tables
`,
    matches: false,
  },
];
