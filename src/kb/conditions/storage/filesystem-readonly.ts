import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run, shell } from '#core/model/steps.ts';

// Paths that only the engine writes; a container's own files are under merged/ or rootfs/.
const ENGINE_PATH =
  /(?<![\w.-])(?<path>\/(?!(?:sys|proc|dev)\/)(?!\S{0,300}\/(?:merged|rootfs)\/)[^\s:'"]{0,200}(?:\/docker|\/containers\/storage|containerd|buildkit|\/overlay2|\/snapshots|\/local-kv\.db|\/meta(?:data(?:_v2)?)?\.db)[^\s:'"]{0,200}): read-only file system/;

const filesystemReadonly = condition({
  id: 'filesystem-readonly',
  stage: 'storage',
  title: { en: "The engine's file system has become read-only", zh: '引擎的文件系统变成了只读' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'read-only file system',
      pattern: ENGINE_PATH,
      strength: 'states',
      unless: [{ says: ['while creating mount source path', 'error mounting "'] }],
    },
    {
      on: ['output', 'error'],
      says: 'read-only file system',
      pattern:
        /^(?:[\w-]+: dockerd ended: )?(?:chmod|(?:failed to start daemon|containerd): (?:chmod|mkdir|open|chown|write)) (?<path>\/[^\s:'"]{1,300}): read-only file system$/,
      when: (event) =>
        (event.kind === 'output' && event.by === 'unknown') || (event.kind === 'error' && event.from === 'client'),
    },
    {
      on: ['output', 'error'],
      says: 'failed to start daemon: ',
      pattern: /failed to start daemon: .{0,200}?(?<path>\/[^\s:'"]{1,300}): read-only file system/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['/var/lib/desktop-containerd/', '/mnt/sda1/var/lib/', '/mnt/docker-desktop-disk/'],
      pattern: /(?<path>\/[^\s:'"]{1,300}): [Rr]ead-only file system/,
      strength: 'states',
    },
    {
      on: ['output', 'daemon'],
      says: ['Remounting filesystem read-only', 'forced readonly', 'Remounting read-only'],
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  yieldsTo: ['disk-io-error', 'host-disk-full-under-vm', 'desktop-vm-disk-full'],
  headline: ({ path }) => ({
    en:
      path === ''
        ? "The kernel made the engine's file system read-only"
        : `The engine cannot write ${path}: its file system is read-only`,
    zh: path === '' ? '内核把引擎的文件系统改成了只读' : `引擎无法写入 ${path}：它的文件系统是只读的`,
  }),
  why: {
    en: `The engine itself was refused a write in its own data root, so no container option is involved. A kernel remounts a file system
      read-only after write errors: a host disk that filled up under a virtual machine, or a failing disk. A container started with
      --read-only, or a :ro mount, gives the same words for a path inside the container.`,
    zh: `被拒绝写入的是引擎自己，位置在它的数据目录，因此与容器选项无关。内核在写入出错后会把文件系统重新挂载为只读：
      可能是虚拟机下面的宿主机磁盘写满，也可能是磁盘损坏。以 --read-only 启动的容器或 :ro 挂载也会有同样的字样，但路径在容器内。`,
  },

  evidence: {
    dataRoot: {
      probe: 'host.dataRoot',
      about: () => ({}),
      confirms: ({ isReadOnly }) => isReadOnly,
      // It may have been remounted, and the data root is not the only file system of an engine.
      refutes: () => false,
      tells: ({ path, type }) => ({
        en: `${path} (${type}) is mounted read-only now.`,
        zh: `${path}（${type}）现在是以只读方式挂载的。`,
      }),
    },
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-why-readonly',
      title: { en: 'See when and why it became read-only', zh: '查看何时、为何变成只读' },
      risk: 'read',
      steps: [
        shell(
          "df -h /; grep ' ro[ ,]' /proc/mounts; dmesg -T | grep -iE 'i/o error|remount|ext4-fs error|xfs' | tail",
          "Get-PSDrive -PSProvider FileSystem; wsl -d docker-desktop dmesg | Select-String 'Remount|I/O error|EXT4-fs'",
          'read',
        ),
      ],
    },
    {
      id: 'free-host-and-restart',
      title: { en: 'Free space on the host, then restart the virtual machine', zh: '先在宿主机释放空间，再重启虚拟机' },
      risk: 'disruptive',
      steps: [
        advise(
          'Free several GB on the host disk before the restart.',
          '重启之前先在宿主机磁盘上释放数 GB。',
          'desktop',
        ),
        shell('docker desktop restart', 'wsl --shutdown; docker desktop restart', 'disruptive', { on: 'desktop' }),
        look(['docker', 'system', 'df']),
      ],
    },
    {
      id: 'check-after-backup',
      title: { en: 'On a server: stop, back up, check the file system', zh: '服务器上：停止、备份、检查文件系统' },
      risk: 'disruptive',
      steps: [
        run(['sudo', 'systemctl', 'stop', 'docker', 'docker.socket'], 'disruptive', { on: 'linux' }),
        advise(
          'Copy the volumes away (a read-only file system can still be read), then unmount it and run fsck; replace the disk if dmesg shows I/O errors. Do not remount it read-write as it is.',
          '先把卷复制出来（只读文件系统仍可读取），再卸载并运行 fsck；如果 dmesg 有 I/O 错误就更换磁盘。不要直接重新挂载为可写。',
          'linux',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'torvalds/linux', path: 'fs/ext4/super.c', symbol: 'ext4_handle_error' },
    { repo: 'moby/buildkit', path: 'cache/metadata/metadata.go' },
  ],
});

export default filesystemReadonly;

export const examples: ExamplesOf<typeof filesystemReadonly> = [
  {
    name: 'BuildKit cannot commit its metadata',
    log: `#5 [2/3] RUN make
#5 ERROR: error committing vmdhe9j17ox0868jdwtyeh99k: write /var/lib/docker/buildkit/metadata_v2.db: read-only file system
------
ERROR: failed to build: failed to solve: error committing vmdhe9j17ox0868jdwtyeh99k: write /var/lib/docker/buildkit/metadata_v2.db: read-only file system
`,
    matches: { path: '/var/lib/docker/buildkit/metadata_v2.db' },
    verdict: 'confirmed',
  },
  {
    name: 'a new container has no directory',
    log: `docker: Error response from daemon: mkdir /var/lib/docker/overlay2/b06b5f5e2bd1339d0d43-init: read-only file system.
`,
    matches: {},
  },
  {
    name: 'the container was started with --read-only',
    log: `touch: /x: Read-only file system
`,
    matches: false,
  },
  {
    name: 'a program in such a container',
    log: `2026/11/22 13:30:31 open /data/app.db: read-only file system
open /data/app.db: read-only file system
`,
    matches: false,
  },
  {
    name: 'the host path of a bind mount cannot be made',
    log: `docker: Error response from daemon: error while creating mount source path '/opt/docker/data': mkdir /opt/docker: read-only file system.
`,
    matches: false,
  },
  {
    name: 'it is mounted read-only',
    log: `#5 [2/3] RUN make
#5 ERROR: error committing vmdhe9j17ox0868jdwtyeh99k: write /var/lib/docker/buildkit/metadata_v2.db: read-only file system
------
ERROR: failed to build: failed to solve: error committing vmdhe9j17ox0868jdwtyeh99k: write /var/lib/docker/buildkit/metadata_v2.db: read-only file system
`,
    matches: { path: '/var/lib/docker/buildkit/metadata_v2.db' },
    world: {
      'host.dataRoot': {
        path: '/var/lib/docker',
        type: 'ext4',
        bytes: 20e9,
        available: 9e9,
        inodes: 1_000_000,
        inodesFree: 500_000,
        options: [],
        isReadOnly: true,
        seenFrom: 'host',
      },
    },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'it was mounted again since',
    log: `#5 [2/3] RUN make
#5 ERROR: error committing vmdhe9j17ox0868jdwtyeh99k: write /var/lib/docker/buildkit/metadata_v2.db: read-only file system
------
ERROR: failed to build: failed to solve: error committing vmdhe9j17ox0868jdwtyeh99k: write /var/lib/docker/buildkit/metadata_v2.db: read-only file system
`,
    matches: { path: '/var/lib/docker/buildkit/metadata_v2.db' },
    world: {
      'host.dataRoot': {
        path: '/var/lib/docker',
        type: 'ext4',
        bytes: 20e9,
        available: 9e9,
        inodes: 1_000_000,
        inodesFree: 500_000,
        options: [],
        isReadOnly: false,
        seenFrom: 'host',
      },
    },
    speaks: [],
  },
];
