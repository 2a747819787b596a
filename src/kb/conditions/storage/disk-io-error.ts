import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run, shell } from '#core/model/steps.ts';

const diskIoError = condition({
  id: 'disk-io-error',
  stage: 'storage',
  title: { en: 'The disk under the engine answers with I/O errors', zh: '引擎所在的磁盘返回 I/O 错误' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'input/output error',
      pattern: /(?:(?<![\w.-])(?<path>\/[^\s:'"]{1,300}): |mmap allocate error: )input\/output error/,
      strength: 'states',
      unless: [{ says: ['/dev/tty', '/dev/pts/', '/dev/stdin', '/dev/console'] }],
    },
    {
      on: ['error', 'output', 'daemon'],
      says: ['input/output error', 'Input/output error', 'EIO: i/o error'],
      pattern: /(?:(?<![\w.-])(?<path>\/[^\s:'"]{1,300})['"]?: )?(?:[Ii]nput\/output error|EIO: i\/o error)/,
      unless: [{ says: ['/dev/tty', '/dev/pts/', '/dev/stdin', '/dev/console'] }],
    },
    // The same errno in the words of musl (Alpine).
    {
      on: 'output',
      says: ': I/O error',
      pattern: /(?<![\w.:/-])(?<path>\/[^\s:'"]{1,300})['"]?: I\/O error$/,
      unless: [{ says: ['/dev/tty', '/dev/pts/', '/dev/stdin', '/dev/console'] }],
    },
    {
      on: ['error', 'output', 'daemon'],
      says: ['structure needs cleaning', 'Structure needs cleaning'],
      pattern: /(?:(?<![\w.-])(?<path>\/[^\s:'"]{1,300})['"]?: )?[Ss]tructure needs cleaning/,
    },
    {
      on: 'output',
      says: ['Buffer I/O error on dev', 'blk_update_request: I/O error', 'critical medium error, dev'],
      pattern: /(?:Buffer I\/O error on dev|I\/O error, dev|critical medium error, dev) (?<path>[\w-]{1,40})/,
    },
  ],
  facts: (group) => ({ path: group('path') }),

  yieldsTo: ['host-disk-full-under-vm', 'desktop-vm-disk-full'],
  headline: ({ path }) => ({
    en:
      path === ''
        ? 'The disk answered with an I/O error (EIO)'
        : `The disk answered with an I/O error (EIO) at ${path}`,
    zh: path === '' ? '磁盘返回了 I/O 错误（EIO）' : `访问 ${path} 时磁盘返回了 I/O 错误（EIO）`,
  }),
  why: {
    en: `The kernel could not read or write the block device below the engine. A compiler, a database file of BuildKit or containerd
      (metadata_v2.db, meta.db) or a program only happened to touch it: none of them is broken, and it is no compiler error.
      Under Docker Desktop or any virtual machine with a sparse disk, a full host disk gives the very same error and is the likelier
      reason; on bare metal it is a failing disk.`,
    zh: `内核无法读写引擎所在的块设备。编译器、BuildKit 或 containerd 的数据库文件（metadata_v2.db、meta.db）或某个程序
      只是恰好碰到了它：它们都没有坏，这也不是编译错误。在 Docker Desktop 或任何使用稀疏磁盘的虚拟机里，
      宿主机磁盘写满会产生完全相同的错误，而且更有可能；在物理机上则是磁盘即将损坏。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'host-space-first',
      title: { en: 'First see whether the disk of the host is full', zh: '先看宿主机磁盘是否已满' },
      risk: 'read',
      steps: [
        shell('df -h / "$HOME"', 'Get-PSDrive -PSProvider FileSystem', 'read', {
          note: { en: 'On the host, not in the virtual machine.', zh: '在宿主机上执行，不是在虚拟机里。' },
        }),
        shell(
          "dmesg -T | grep -iE 'i/o error|remount|ext4-fs error|nvme|ata[0-9]' | tail -n 20",
          "wsl -d docker-desktop dmesg | Select-String 'I/O error|Remount|EXT4-fs error'",
          'read',
        ),
      ],
    },
    {
      id: 'free-host-and-restart',
      title: {
        en: 'If it is full: free space on the host, then restart the engine',
        zh: '如果已满：先在宿主机释放空间，再重启引擎',
      },
      risk: 'disruptive',
      steps: [
        advise(
          'Free several GB on the host first (downloads, old virtual machines, caches). Do not reset Docker Desktop and do not repair the file system before that.',
          '先在宿主机上释放数 GB 空间（下载文件、旧虚拟机、缓存）。在此之前不要重置 Docker Desktop，也不要修复文件系统。',
        ),
        shell('docker desktop restart', 'wsl --shutdown; docker desktop restart', 'disruptive', { on: 'desktop' }),
        look(['docker', 'system', 'df']),
      ],
    },
    {
      id: 'save-data-from-failing-disk',
      title: {
        en: 'If it is not: treat the disk as failing and save the data',
        zh: '如果未满：按磁盘损坏处理，先救数据',
      },
      risk: 'disruptive',
      steps: [
        shell(
          'sudo smartctl -a /dev/sda | head -n 60; sudo smartctl -a /dev/nvme0n1 | head -n 60',
          'Get-PhysicalDisk | Get-StorageReliabilityCounter',
          'read',
        ),
        run(['sudo', 'systemctl', 'stop', 'docker', 'docker.socket'], 'disruptive', { on: 'linux' }),
        advise(
          'Copy the volumes to another disk before anything writes again; run fsck only on a copy or after a backup, then replace the disk.',
          '在再次写入之前把卷复制到另一块磁盘；只在备份之后或对副本执行 fsck，然后更换磁盘。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'musl', path: 'src/errno/__strerror.h', symbol: 'EIO' },
    { repo: 'torvalds/linux', path: 'include/uapi/asm-generic/errno-base.h', symbol: 'EIO' },
    { repo: 'moby/buildkit', path: 'cache/metadata/metadata.go', symbol: 'commitMetadata' },
    { repo: 'containerd/containerd', path: 'core/metadata/db.go' },
  ],
});

export default diskIoError;

export const examples: ExamplesOf<typeof diskIoError> = [
  {
    name: 'BuildKit cannot commit its metadata',
    log: `#9 [5/6] RUN make
#9 2.197 /bin/sh: can't create /app/out.txt: Input/output error
#9 ERROR: error committing 0pgpwrdzf2n8bko0kzjs3ibn1: write /var/lib/docker/buildkit/metadata_v2.db: input/output error
------
ERROR: failed to build: failed to solve: Internal: error committing 0pgpwrdzf2n8bko0kzjs3ibn1: write /var/lib/docker/buildkit/metadata_v2.db: input/output error
`,
    matches: { path: '/var/lib/docker/buildkit/metadata_v2.db' },
    verdict: 'confirmed',
    remedies: ['host-space-first', 'free-host-and-restart', 'save-data-from-failing-disk'],
  },
  {
    name: 'gcc under cgo: no compiler error',
    log: `#9 [build 5/5] RUN CGO_ENABLED=1 go build -o /app .
#9 3.217 # example.com/app
#9 3.217 sqlite3-binding.c:90002:1: fatal error: error writing to /tmp/cc95JgHH.s: Input/output error
#9 3.217 compilation terminated.
#9 ERROR: process "/bin/sh -c CGO_ENABLED=1 go build -o /app ." did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c CGO_ENABLED=1 go build -o /app ." did not complete successfully: exit code: 1
`,
    matches: { path: '/tmp/cc95JgHH.s' },
  },
  {
    name: 'gcc on Alpine',
    log: `#12 [backend-builder 8/8] RUN go build -o /app .
#12 30.10 _cgo_export.c:12:1: fatal error: error writing to /tmp/ccAbCdEf.s: I/O error
#12 30.10 compilation terminated.
#12 ERROR: process "/bin/sh -c go build -o /app ." did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c go build -o /app ." did not complete successfully: exit code: 1
`,
    matches: { path: '/tmp/ccAbCdEf.s' },
  },
  {
    name: 'a package server, not a disk',
    log: `#7 [2/3] RUN apk add curl
#7 3.100 ERROR: https://mirror.example/alpine/v3.19/main/x86_64/curl-8.5.0-r0.apk: I/O error
#7 ERROR: process "/bin/sh -c apk add curl" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c apk add curl" did not complete successfully: exit code: 1
`,
    matches: false,
  },
  {
    name: "containerd's database",
    log: `docker: Error response from daemon: error creating temporary lease: write /var/lib/docker/containerd/daemon/io.containerd.metadata.v1.bolt/meta.db: input/output error: unknown.
`,
    matches: {},
  },
  {
    name: 'a terminal that went away',
    log: `app-1  | stty: standard input: Input/output error
app-1  | cannot read /dev/tty: Input/output error
app-1 exited with code 1
`,
    matches: false,
  },
  {
    name: 'the disk is full, not broken',
    log: `#9 [5/5] RUN gcc -c big.c
#9 0.959 big.c:1200:1: fatal error: error writing to /tmp/ccj9DOQV.s: No space left on device
#9 ERROR: process "/bin/sh -c gcc -c big.c" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c gcc -c big.c" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'disk-full-data-root',
  },
];
