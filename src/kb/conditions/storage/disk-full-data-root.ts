import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { act, advise, edit, look, run, shell } from '#core/model/steps.ts';
import { restartEngine } from '../../shared/registry.ts';
import { limitTheCache } from '../../shared/cache-limit.ts';
import { exampleDisk } from '../../shared/example-world.ts';
import { GIB, isNearlyFull, tellsSpace } from '../../shared/filesystem.ts';
import { imagesBuilt, littleRoom } from '../../shared/build-room.ts';

/** What a build usually needs; bytes. */
const ENOUGH = 2e9;

const diskFullDataRoot = condition({
  id: 'disk-full-data-root',
  stage: 'storage',
  title: { en: 'The disk the engine writes to is full', zh: '引擎所写的磁盘已满' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: ['no space left on device', 'No space left on device', 'ENOSPC'],
      pattern:
        /(?:(?<![\w.-])(?<path>\/[^\s:'"]{1,300})['"]?: )?(?:[Ww]rite error: )?(?:[Nn]o space left on device|ENOSPC)/,
      when: ({ text }) => !text.includes('/sys/fs/cgroup'),
      unless: [
        {
          says: [
            'System limit for number of file watchers',
            'inotify_add_watch',
            'could not resize shared memory segment',
            '/dev/shm',
          ],
        },
      ],
    },
    // Thin and Windows disks, runners, package managers: other words for the same ENOSPC.
    {
      on: ['error', 'output'],
      says: [
        "You don't have enough free space in /var/cache/apt/archives/",
        'There is not enough space on the disk.',
        'not enough free disk space',
        'insufficient free space available after evicting expired cache entries',
      ],
    },
    {
      on: 'output',
      says: 'more space needed on the ',
      pattern: /At least \d{1,9}[KMGT]?B more space needed on the (?<path>\/\S{0,200}) filesystem/,
    },
  ],
  facts: (group) => ({ path: group('path') }),

  yieldsTo: [
    'inode-exhaustion',
    'tmpfs-full',
    'host-disk-full-under-vm',
    'desktop-vm-disk-full',
    'gha-runner-disk-full',
    'pg-disk-full',
  ],

  headline: ({ path }) => ({
    en:
      path === ''
        ? 'A write failed because the disk has no space left'
        : `Writing ${path} failed: the disk has no space left`,
    zh: path === '' ? '磁盘空间不足，写入失败' : `写入 ${path} 失败：磁盘空间不足`,
  }),
  why: {
    en: `The kernel answered a write with ENOSPC. Build steps, layers, the build cache and volumes all live on the
      engine's data root, so a full disk there looks like an error of whatever program happened to write next.
      A failed step frees its space again: the disk may look half empty afterwards. If df shows room, look at df -i (inodes) and,
      under a virtual machine with a growing disk, at the disk of the host.`,
    zh: `内核对一次写入返回了 ENOSPC。构建步骤、镜像层、构建缓存和卷都放在引擎的数据目录里，
      所以磁盘一满，恰好在写入的程序就会报错。失败的步骤会释放空间，事后看磁盘可能并不满。
      如果 df 显示还有空间，再看 df -i（inode）；虚拟机使用动态增长的磁盘时，还要看宿主机的磁盘。`,
  },

  evidence: {
    dataRoot: {
      probe: 'host.dataRoot',
      about: () => ({}),
      confirms: isNearlyFull,
      // A failed step frees what it wrote.
      refutes: () => false,
      tells: tellsSpace,
    },
  },

  ahead: {
    asks: ['host.dataRoot', 'project.services', 'project.dockerfiles', 'project.compose'],
    further: (answers) => imagesBuilt(answers).map((reference) => ({ probe: 'engine.image', about: { reference } })),
    finds: littleRoom,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-disk',
      title: { en: 'See what fills the disk', zh: '查看是什么占满了磁盘' },
      risk: 'read',
      steps: [
        look(['docker', 'system', 'df']),
        shell(
          'df -h "$(docker info -f {{.DockerRootDir}})"; df -i "$(docker info -f {{.DockerRootDir}})"',
          'docker run --rm alpine df -h /',
          'read',
        ),
        shell('df -h / "$HOME"', 'Get-PSDrive -PSProvider FileSystem', 'read', {
          on: 'desktop',
          note: {
            en: "The host's own disk: a growing virtual disk cannot grow into a full one.",
            zh: '宿主机自己的磁盘：宿主机满了，动态增长的虚拟磁盘也无法增长。',
          },
        }),
      ],
    },
    {
      id: 'free-build-cache',
      title: { en: 'Free unused build cache, the longest unused first', zh: '从最久未使用的开始释放构建缓存' },
      risk: 'costly',
      steps: [
        act({ name: 'free-build-cache', bytes: ENOUGH }, 'costly', {
          en: 'drydock build --fix or up --fix: lists what is unused, then prunes in passes until 2 GB are free; images in use and volumes stay.',
          zh: 'drydock build --fix 或 up --fix：先列出未使用的缓存，再分批清理，直到释放 2 GB；不动使用中的镜像和卷。',
        }),
      ],
    },
    {
      id: 'prune-unused-cache',
      title: { en: 'Free build cache that nothing uses', zh: '清理没有被使用的构建缓存' },
      risk: 'costly',
      steps: [
        run(['docker', 'builder', 'prune', '--filter', 'until=24h'], 'costly', {
          note: { en: 'Shows what goes and asks first; volumes stay.', zh: '会先列出并询问；不会动卷。' },
        }),
        run(['docker', 'image', 'prune'], 'costly', {
          note: {
            en: 'Only images without a tag and without a container.',
            zh: '只删除没有标签、没有容器使用的镜像。',
          },
        }),
      ],
    },
    limitTheCache(),
    {
      id: 'limit-container-logs',
      title: { en: 'Keep container logs small', zh: '限制容器日志的大小' },
      risk: 'disruptive',
      steps: [
        shell(
          'sudo sh -c \'du -h "$(docker info -f {{.DockerRootDir}})"/containers/*/*-json.log\' | sort -h | tail',
          "docker ps --all --size --format '{{.Names}} {{.Size}}'",
          'read',
        ),
        edit(
          '/etc/docker/daemon.json',
          { en: 'For new containers, after a restart of the engine.', zh: '重启引擎后对新容器生效。' },
          {
            after: '{ "log-driver": "json-file", "log-opts": { "max-size": "10m", "max-file": "3" } }',
          },
        ),
        ...restartEngine(),
        run(['docker', 'compose', 'up', '-d', '--force-recreate'], 'disruptive', {
          note: {
            en: 'Volumes stay; what was written elsewhere in the old containers is gone.',
            zh: '卷会保留；旧容器中写在卷之外的内容会消失。',
          },
        }),
      ],
    },
    {
      id: 'enlarge-virtual-disk',
      title: { en: "Enlarge Docker Desktop's virtual disk", zh: '扩大 Docker Desktop 的虚拟磁盘' },
      risk: 'disruptive',
      steps: [
        advise(
          'In Docker Desktop, raise Settings → Resources → Advanced → Virtual disk limit, after checking that the host disk itself has room. Lowering it later deletes everything in it.',
          '在 Docker Desktop 中调大 Settings → Resources → Advanced → Virtual disk limit；先确认宿主机磁盘本身还有空间。之后再调小会清空其中所有数据。',
          'desktop',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'util/system/errors_linux.go' },
    { repo: 'torvalds/linux', path: 'include/uapi/asm-generic/errno-base.h', symbol: 'ENOSPC' },
  ],
});

export default diskFullDataRoot;

export const examples: ExamplesOf<typeof diskFullDataRoot> = [
  {
    name: 'gcc cannot write its temporary file: no compiler error',
    log: `#9 [5/5] RUN gcc -O0 -c big.c -o big.o
#9 0.959 big.c:1200:1: fatal error: error writing to /tmp/ccj9DOQV.s: No space left on device
#9 0.959 compilation terminated.
#9 ERROR: process "/bin/sh -c gcc -O0 -c big.c -o big.o" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gcc -O0 -c big.c -o big.o" did not complete successfully: exit code: 1
`,
    matches: { path: '/tmp/ccj9DOQV.s' },
  },
  {
    name: 'BuildKit itself, on a disk that cannot grow',
    log: `#6 [3/4] RUN echo second > /second
#6 ERROR: failed to add snapshot 4n6uokn1suur9q8u30ltt4uq5 to lease: no space left on device
------
ERROR: failed to build: failed to solve: ResourceExhausted: failed to add snapshot 4n6uokn1suur9q8u30ltt4uq5 to lease: no space left on device
`,
    matches: { path: '' },
  },
  {
    name: 'dnf counts before it installs',
    log: `#7 [3/5] RUN dnf install -y gcc
#7 8.402 Error: Transaction test error:
#7 8.402   At least 212MB more space needed on the / filesystem.
#7 ERROR: process "/bin/sh -c dnf install -y gcc" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dnf install -y gcc" did not complete successfully: exit code: 1
`,
    matches: { path: '/' },
  },
  {
    name: 'file watchers, not the disk',
    log: `web-1  | Error: ENOSPC: System limit for number of file watchers reached, watch '/app/src'
web-1 exited with code 1
`,
    matches: false,
  },
  {
    name: 'the words stand in the command, not in its output',
    log: `#5 [2/2] RUN echo "no space left on device" && false
#5 ERROR: process "/bin/sh -c echo \\"no space left on device\\" && false" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c echo \\"no space left on device\\" && false" did not complete successfully: exit code: 1
`,
    matches: false,
    is: null,
  },
  {
    name: 'the data root is still full',
    log: `#9 [5/5] RUN gcc -O0 -c big.c -o big.o
#9 0.959 big.c:1200:1: fatal error: error writing to /tmp/ccj9DOQV.s: No space left on device
#9 0.959 compilation terminated.
#9 ERROR: process "/bin/sh -c gcc -O0 -c big.c -o big.o" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gcc -O0 -c big.c -o big.o" did not complete successfully: exit code: 1
`,
    matches: { path: '/tmp/ccj9DOQV.s' },
    world: {
      'host.dataRoot': exampleDisk({ bytes: 20e9, available: 4_000_000 }),
    },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'space was freed since',
    log: `#9 [5/5] RUN gcc -O0 -c big.c -o big.o
#9 0.959 big.c:1200:1: fatal error: error writing to /tmp/ccj9DOQV.s: No space left on device
#9 0.959 compilation terminated.
#9 ERROR: process "/bin/sh -c gcc -O0 -c big.c -o big.o" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gcc -O0 -c big.c -o big.o" did not complete successfully: exit code: 1
`,
    matches: { path: '/tmp/ccj9DOQV.s' },
    world: {
      'host.dataRoot': exampleDisk({ bytes: 20e9, available: 12e9 }),
    },
    speaks: [],
  },
];

export const aheadExamples: AheadExamplesOf<typeof diskFullDataRoot> = [
  {
    name: 'the disk under the engine is full before the build begins',
    project: { Dockerfile: 'FROM debian:12\nRUN apt-get update\n' },
    world: { 'host.dataRoot': exampleDisk({ bytes: 100 * GIB, available: 120 * 1024 * 1024 }) },
    finds: [{ how: 'likely' }],
    remedies: [
      'look-at-disk',
      'free-build-cache',
      'prune-unused-cache',
      'limit-the-cache',
      'limit-container-logs',
      'enlarge-virtual-disk',
    ],
  },
  {
    name: 'the image of last time is larger than what is left',
    project: { Dockerfile: 'FROM debian:12\n', 'compose.yaml': 'name: shop\nservices:\n  app:\n    build: .\n' },
    world: { 'host.dataRoot': exampleDisk({ bytes: 100 * GIB, available: 2 * GIB }) },
    details: [{ probe: 'engine.image', about: { reference: 'shop-app' }, answer: { exists: true, bytes: 3 * GIB } }],
    finds: [{ how: 'note' }],
  },
  {
    name: 'a small disk with room',
    project: { Dockerfile: 'FROM debian:12\n' },
    world: { 'host.dataRoot': exampleDisk({ bytes: 1 * GIB, available: 300 * 1024 * 1024 }) },
    finds: [],
  },
  {
    name: 'a full one where nothing is built or started',
    project: { 'README.md': '' },
    world: { 'host.dataRoot': exampleDisk({ bytes: 100 * GIB, available: 120 * 1024 * 1024 }) },
    finds: [],
  },
];
