import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const pgDiskFull = condition({
  id: 'pg-disk-full',
  stage: 'data',
  title: { en: 'PostgreSQL has no disk space left', zh: 'PostgreSQL 的磁盘空间用完了' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'No space left on device',
      pattern:
        /could not (?:write to|extend|create|write|fsync) (?:temporary )?(?:file|directory)? ?"?(?<file>(?:pg_wal|base|global|pg_\w+|postmaster)[^":]{0,120})"?: No space left on device/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ file: group('file'), service: event.service ?? 'postgres' }),

  headline: ({ file, service }) => ({
    en: `${service} cannot write ${file}: no space left on the disk of its volume`,
    zh: `${service} 无法写入 ${file}：卷所在磁盘已满`,
  }),
  why: {
    en: `The kernel answered a write in the data directory with ENOSPC; PostgreSQL stops rather than lose a transaction, and recovers by itself
      once there is room. A small tmpfs or Docker Desktop's virtual disk may be full while the host has space.
      Files in pg_wal are not logs: never delete them by hand.`,
    zh: `内核对数据目录中的一次写入返回了 ENOSPC；PostgreSQL 宁可停止也不丢事务，有空间后会自行恢复。
      可能是很小的 tmpfs 或 Docker Desktop 的虚拟磁盘满了，而宿主机仍有空间。
      pg_wal 里的文件不是日志：绝不要手工删除。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'look-at-space',
      title: { en: 'See what is full', zh: '查看哪里满了' },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'exec', service, 'df', '-h', '/var/lib/postgresql', '/dev/shm']),
        look(['docker', 'system', 'df']),
      ],
    },
    {
      id: 'free-build-cache',
      title: { en: 'Make room outside the database', zh: '在数据库之外腾出空间' },
      risk: 'costly',
      steps: [
        run(['docker', 'builder', 'prune', '--filter', 'until=24h'], 'costly'),
        advise(
          'Also look for images and logs nobody needs; enlarge the disk or the tmpfs if the data simply grew.',
          '再看看有没有不需要的镜像和日志；如果只是数据变多，就扩大磁盘或 tmpfs。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'postgres/postgres', path: 'src/backend/access/transam/xlog.c', symbol: 'XLogFileInitInternal' }],
});

export default pgDiskFull;

export const examples: ExamplesOf<typeof pgDiskFull> = [
  {
    name: 'writing the log',
    log: `db-1  | 2026-11-22 13:54:45.931 UTC [63] PANIC:  could not write to file "pg_wal/xlogtemp.63": No space left on device
db-1  | 2026-11-22 13:54:45.939 UTC [1] LOG:  server process (PID 63) was terminated by signal 6: Aborted
db-1 exited with code 1
`,
    matches: { file: 'pg_wal/xlogtemp.63', service: 'db' },
    verdict: 'confirmed',
  },
  {
    name: 'shared memory, not the disk',
    log: `db-1  | 2026-11-22 13:54:45.931 UTC [63] ERROR:  could not resize shared memory segment "/PostgreSQL.1234" to 33554432 bytes: No space left on device
db-1 exited with code 1
`,
    matches: false,
  },
];
