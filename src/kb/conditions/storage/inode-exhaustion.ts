import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { exampleDisk } from '../../shared/example-world.ts';
import { hasFewInodes, tellsInodes } from '../../shared/filesystem.ts';
import { act, advise, look, run, shell } from '#core/model/steps.ts';
import { writesLayers } from '../../shared/build-room.ts';

/** Inodes of a large build: node_modules alone has tens of thousands of files. */
const ENOUGH = 200_000;

/** A row of `df -i`: unlike blocks, used and free inodes add up to the total exactly. */
function isInodeRow(text: string): boolean {
  const [, total, used, free] = text.split(/\s+/).map(Number);
  return total !== undefined && total > 0 && used !== undefined && free !== undefined && used + free === total;
}

const inodeExhaustion = condition({
  id: 'inode-exhaustion',
  stage: 'storage',
  title: { en: 'The file system has no free inodes', zh: '文件系统的 inode 已用完' },

  signatures: [
    {
      on: 'output',
      says: ['100% /', ' 99% /'],
      pattern: /^\S{1,100}\s+\d{1,15}\s+\d{1,15}\s+\d{1,15}\s+(?:99|100)% (?<path>\/\S{0,200})$/,
      strength: 'states',
      also: [
        { says: 'IUse% Mounted on', within: 'log' },
        { says: ['No space left on device', 'no space left on device', 'ENOSPC'], within: 'log' },
      ],
      when: ({ text }) => isInodeRow(text),
    },
    {
      on: 'output',
      says: ' inodes on the ',
      pattern: /needs \d{1,12} inodes on the (?<path>\/\S{0,200}) filesystem/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `No free inodes on ${path}: no new file can be made, however much space is left`,
    zh: `${path} 上没有空闲的 inode：空间再多也无法创建新文件`,
  }),
  why: {
    en: `A file system made with a fixed number of inodes is full as soon as that many files exist; the error is the same ENOSPC as for
      a full disk. Unpacked layers, node_modules and package caches consist of very many small files.`,
    zh: `inode 数量固定的文件系统，在文件数达到上限时就算满了，报错与磁盘写满一样是 ENOSPC。
      解开的镜像层、node_modules 和各种包缓存都由大量小文件组成。`,
  },

  evidence: {
    dataRoot: {
      probe: 'host.dataRoot',
      about: () => ({}),
      confirms: hasFewInodes,
      // A failed step frees what it wrote.
      refutes: () => false,
      tells: tellsInodes,
    },
  },

  ahead: {
    asks: ['host.dataRoot', 'project.services', 'project.dockerfiles'],
    finds: (answers) => {
      const disk = answers['host.dataRoot'];
      if (disk === undefined || !hasFewInodes(disk) || !writesLayers(answers)) return [];
      return [{ facts: { path: disk.path }, how: 'likely', tells: tellsInodes(disk) }];
    },
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-inodes',
      title: { en: 'See which file system has no inodes and who holds them', zh: '查看哪个文件系统缺 inode、被谁占用' },
      risk: 'read',
      steps: [
        shell(
          'df -i; sudo du --inodes -xd2 "$(docker info -f {{.DockerRootDir}})" | sort -n | tail',
          'docker run --rm alpine df -i /',
          'read',
        ),
        look(['docker', 'system', 'df']),
      ],
    },
    {
      id: 'free-build-cache',
      title: { en: 'Free unused build cache, the longest unused first', zh: '从最久未使用的开始释放构建缓存' },
      risk: 'costly',
      steps: [
        act({ name: 'free-build-cache', bytes: 0, inodes: ENOUGH }, 'costly', {
          en: `drydock build --fix or up --fix: lists what is unused, then prunes in passes until ${ENOUGH} inodes are free; images in use and volumes stay.`,
          zh: `drydock build --fix 或 up --fix：先列出未使用的缓存，再分批清理，直到空出 ${ENOUGH} 个 inode；不动使用中的镜像和卷。`,
        }),
      ],
    },
    {
      id: 'prune-unused-cache',
      title: { en: 'Remove build cache and images that nothing uses', zh: '删除没有被使用的构建缓存和镜像' },
      risk: 'costly',
      steps: [
        run(['docker', 'builder', 'prune', '--filter', 'until=24h'], 'costly'),
        run(['docker', 'image', 'prune'], 'costly', { note: { en: 'Volumes stay.', zh: '不会动卷。' } }),
      ],
    },
    {
      id: 'file-system-with-more-inodes',
      title: { en: 'Move the data root to a file system with more inodes', zh: '把数据目录移到 inode 更多的文件系统' },
      risk: 'disruptive',
      steps: [
        advise(
          'The number of inodes of ext4 is fixed when it is made (mkfs.ext4 -i 8192 doubles the default); XFS has no such limit. Stop Docker, copy /var/lib/docker with rsync -aHAX, then set data-root in /etc/docker/daemon.json.',
          'ext4 的 inode 数在创建时就固定了（mkfs.ext4 -i 8192 为默认的两倍），XFS 没有这个限制。停止 Docker，用 rsync -aHAX 复制 /var/lib/docker，再在 /etc/docker/daemon.json 中设置 data-root。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'torvalds/linux', path: 'fs/ext4/ialloc.c', symbol: '__ext4_new_inode' },
    { repo: 'rpm-software-management/rpm', path: 'lib/rpmprob.c', symbol: 'RPMPROB_DISKNODES' },
  ],
});

export default inodeExhaustion;

export const examples: ExamplesOf<typeof inodeExhaustion> = [
  {
    name: 'df -i stands below the error',
    log: `#5 [2/2] RUN npm ci
#5 0.208 npm error ENOSPC: no space left on device, open '/app/node_modules/a/index.js'
#5 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 228
------
ERROR: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 228
Filesystem     Inodes IUsed IFree IUse% Mounted on
/dev/sdb1        2400  2400     0  100% /var/lib/docker
`,
    matches: { path: '/var/lib/docker' },
  },
  {
    name: 'the disk is full of bytes',
    log: `docker: Error response from daemon: mkdir /var/lib/docker/overlay2/b06b5f5e2bd1-init: no space left on device.
Filesystem     1K-blocks    Used Available Use% Mounted on
/dev/sdb1         373000  369400       226 100% /var/lib/docker
Filesystem     Inodes IUsed  IFree IUse% Mounted on
/dev/sdb1      102400   368 102032    1% /var/lib/docker
`,
    matches: false,
    is: 'disk-full-data-root',
  },
  {
    name: 'the data root has no inodes left',
    log: `#5 [2/2] RUN npm ci
#5 0.208 npm error ENOSPC: no space left on device, open '/app/node_modules/a/index.js'
#5 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 228
------
ERROR: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 228
Filesystem     Inodes IUsed IFree IUse% Mounted on
/dev/sdb1        2400  2400     0  100% /var/lib/docker
`,
    matches: { path: '/var/lib/docker' },
    world: {
      'host.dataRoot': {
        path: '/var/lib/docker',
        type: 'ext4',
        bytes: 20e9,
        available: 9e9,
        inodes: 1_000_000,
        inodesFree: 12,
        options: [],
        isReadOnly: false,
        seenFrom: 'host',
      },
    },
    speaks: ['for'],
  },
  {
    name: 'bytes are no inodes',
    log: `#5 [2/2] RUN npm ci
#5 0.208 npm error ENOSPC: no space left on device, open '/app/node_modules/a/index.js'
#5 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 228
------
ERROR: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 228
Filesystem     Inodes IUsed IFree IUse% Mounted on
/dev/sdb1        2400  2400     0  100% /var/lib/docker
`,
    matches: { path: '/var/lib/docker' },
    world: {
      'host.dataRoot': {
        path: '/var/lib/docker',
        type: 'ext4',
        bytes: 20e9,
        available: 0,
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

export const aheadExamples: AheadExamplesOf<typeof inodeExhaustion> = [
  {
    name: 'a hundred inodes are left',
    project: { Dockerfile: 'FROM debian:12\n' },
    world: { 'host.dataRoot': exampleDisk({ inodesFree: 100 }) },
    finds: [{ facts: { path: '/var/lib/docker' }, how: 'likely' }],
  },
  {
    name: 'a file system that has no fixed number of them',
    project: { Dockerfile: 'FROM debian:12\n' },
    world: { 'host.dataRoot': exampleDisk({ type: 'btrfs', inodes: 0, inodesFree: 0 }) },
    finds: [],
  },
];
