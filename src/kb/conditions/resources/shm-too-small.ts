import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, rerun, run } from '#core/model/steps.ts';

/** What PyTorch's data loaders and a browser are usually given. */
const SIZE = '1g';

const shmTooSmall = condition({
  id: 'shm-too-small',
  stage: 'resources',
  title: { en: 'Shared memory (/dev/shm) is too small', zh: '共享内存（/dev/shm）太小' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'could not resize shared memory segment',
      pattern:
        /could not resize shared memory segment "[^"]{1,100}" to (?<bytes>\d{1,15}) bytes: No space left on device/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        "It is possible that dataloader's workers are out of shared memory",
        'insufficient shared memory (shm)',
        'unable to write to file </torch_',
      ],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: '/dev/shm',
      pattern: /\/dev\/shm.{0,280}[Nn]o space left on device|[Nn]o space left on device.{0,80}\/dev\/shm/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'session deleted because of page crash',
      strength: 'hints',
    },
  ],
  facts: (group, event) => ({ bytes: group('bytes'), service: event.service }),

  headline: ({ bytes }) => ({
    en:
      bytes === ''
        ? '/dev/shm of the container is full (64 MB by default)'
        : `/dev/shm of the container cannot hold ${bytes} more bytes (64 MB by default)`,
    zh: bytes === '' ? '容器的 /dev/shm 已满（默认 64 MB）' : `容器的 /dev/shm 放不下 ${bytes} 字节（默认 64 MB）`,
  }),
  why: {
    en: `Docker gives each container 64 MB of shared memory, whatever the machine has. PostgreSQL's parallel queries, PyTorch's data loaders and
      Chrome need more. The disk is not full, although the message says "No space left on device".`,
    zh: `无论机器有多少内存，Docker 默认只给每个容器 64 MB 共享内存。PostgreSQL 的并行查询、PyTorch 的 DataLoader 和 Chrome
      都需要更多。虽然提示 "No space left on device"，磁盘并没有满。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'more-in-the-command',
      title: { en: 'Run it with 1 GB of shared memory', zh: '用 1 GB 共享内存运行' },
      risk: 'reversible',
      steps: [
        rerun(
          { option: ['--shm-size'], value: SIZE },
          {
            en: `With --shm-size ${SIZE}; memory is taken only as it is used.`,
            zh: `加上 --shm-size ${SIZE}；用到多少才占多少内存。`,
          },
        ),
      ],
    },
    service === undefined
      ? undefined
      : {
          id: 'more-for-the-service',
          title: { en: `Give ${service} 1 GB of shared memory`, zh: `给 ${service} 1 GB 共享内存` },
          risk: 'reversible',
          steps: [
            edit(
              'compose.yaml',
              { en: 'Memory is taken only as it is used.', zh: '用到多少才占多少内存。' },
              {
                after: `shm_size: ${SIZE}`,
                makes: { kind: 'yaml', path: ['services', service, 'shm_size'], set: SIZE },
              },
            ),
          ],
        },
    {
      id: 'look-at-shm',
      title: { en: 'See its size', zh: '查看其大小' },
      risk: 'read',
      steps: [look(['docker', 'run', '--rm', 'alpine', 'df', '-h', '/dev/shm'])],
    },
    {
      id: 'raise-shm-size',
      title: { en: 'Give the service more', zh: '给该服务更多共享内存' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'For a step of a build: build.shm_size, or docker build --shm-size 1g.',
            zh: '构建步骤使用 build.shm_size 或 docker build --shm-size 1g。',
          },
          {
            after: 'shm_size: 1gb',
          },
        ),
        run(['docker', 'compose', 'up', '-d'], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'postgres/postgres', path: 'src/backend/storage/ipc/dsm_impl.c', symbol: 'dsm_impl_posix' },
    { repo: 'pytorch/pytorch', path: 'torch/utils/data/_utils/signal_handling.py' },
  ],
});

export default shmTooSmall;

export const examples: ExamplesOf<typeof shmTooSmall> = [
  {
    name: 'a parallel query of PostgreSQL',
    log: `db-1  | 2026-11-22 13:31:02.120 UTC [68] ERROR:  could not resize shared memory segment "/PostgreSQL.1804289383" to 16777216 bytes: No space left on device
report-1  | psycopg2.errors.DiskFull: could not resize shared memory segment "/PostgreSQL.1804289383" to 16777216 bytes: No space left on device
report-1 exited with code 1
`,
    matches: { bytes: '16777216' },
    verdict: 'confirmed',
  },
  {
    name: 'PyTorch',
    log: `train-1  | RuntimeError: DataLoader worker (pid 57) is killed by signal: Bus error. It is possible that dataloader's workers are out of shared memory. Please try to raise your shared memory limit.
train-1 exited with code 1
`,
    matches: {},
  },
  {
    name: 'the disk of the database is full',
    log: `db-1  | 2026-11-22 13:31:02.120 UTC [68] PANIC:  could not write to file "pg_wal/xlogtemp.68": No space left on device
db-1 exited with code 1
`,
    matches: false,
    is: 'pg-disk-full',
  },
];
