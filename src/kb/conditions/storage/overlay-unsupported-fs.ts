import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, shell } from '#core/model/steps.ts';

const overlayUnsupportedFs = condition({
  id: 'overlay-unsupported-fs',
  stage: 'storage',
  title: {
    en: 'The file system of the data root cannot hold image layers',
    zh: '数据目录所在的文件系统无法存放镜像层',
  },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: ['without d_type support', 'does not support d_type', 'overlay2: the backing '],
      pattern: /(?:formatted without d_type support|does not support d_type|overlay2: the backing \S{1,20} filesystem)/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: ['failed to register layer: ', 'failed to extract layer ', 'Error processing tar file'],
      pattern: /(?:l?setxattr|mknod|symlink|link|chmod) ?\S{0,300}: (?:operation not supported|not supported)/,
      strength: 'states',
    },
    {
      on: ['error', 'output', 'daemon'],
      says: 'driver not supported: overlay2',
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The file system below the data root lacks what overlay needs (d_type, extended attributes)',
    zh: '数据目录的文件系统缺少 overlay 所需的功能（d_type、扩展属性）',
  }),
  why: {
    en: `overlay2 needs directory entry types and extended attributes. XFS made with ftype=0, NTFS, exFAT, and most network shares do not have them, and no
      option of Docker adds them.`,
    zh: `overlay2 需要目录项类型（d_type）和扩展属性。以 ftype=0 创建的 XFS、NTFS、exFAT 以及大多数网络共享都没有，
      Docker 的任何选项都补不上。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-file-system',
      title: { en: 'See what file system it is', zh: '查看是什么文件系统' },
      risk: 'read',
      steps: [
        shell(
          "docker info --format '{{.DockerRootDir}} {{json .DriverStatus}}'; stat -f -c %T /var/lib/docker; xfs_info /var/lib/docker | grep ftype",
          "docker info --format '{{.DockerRootDir}} {{json .DriverStatus}}'",
          'read',
        ),
      ],
    },
    {
      id: 'move-data-root',
      title: { en: 'Move the data root to ext4, or to XFS with ftype=1', zh: '把数据目录移到 ext4 或 ftype=1 的 XFS' },
      risk: 'disruptive',
      steps: [
        advise(
          'Stop Docker, copy the data root with rsync -aHAX (the volumes are in it), set "data-root" in /etc/docker/daemon.json, start Docker, and keep the old copy until everything runs.',
          '停止 Docker，用 rsync -aHAX 复制数据目录（卷也在其中），在 /etc/docker/daemon.json 中设置 "data-root" 后启动；确认一切正常之前保留旧副本。',
          'linux',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/graphdriver/overlay2/overlay.go', symbol: 'Init' },
    { repo: 'moby/moby', path: 'daemon/graphdriver/errors.go' },
  ],
});

export default overlayUnsupportedFs;

export const examples: ExamplesOf<typeof overlayUnsupportedFs> = [
  {
    name: 'the engine does not start',
    log: `failed to start daemon: error initializing graphdriver: overlay2: the backing xfs filesystem is formatted without d_type support, which leads to incorrect behavior. Reformat the filesystem with ftype=1 to enable d_type support. Backing filesystems without d_type support are not supported.
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'owners, not attributes',
    log: `docker: Error response from daemon: failed to register layer: lchown /var/mail: operation not permitted
`,
    matches: false,
    is: 'layer-extract-permission',
  },
];
