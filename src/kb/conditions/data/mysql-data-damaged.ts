import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, run } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const mysqlDataDamaged = condition({
  id: 'mysql-data-damaged',
  stage: 'data',
  title: {
    en: 'Files of the MySQL or MariaDB data directory are damaged or missing',
    zh: 'MySQL 或 MariaDB 数据目录的文件损坏或缺失',
  },

  signatures: [
    { on: 'output', says: "Can't open and lock privilege tables: Table 'mysql.", strength: 'states' },
    // MariaDB's log of its two-phase commits: a stop in the wrong moment leaves it empty.
    {
      on: ['output', 'error'],
      says: ['Bad magic header in tc log', "Can't init tc log"],
      pattern: /(?<what>tc log)/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        'Database page corruption on disk or a failed',
        'It is usually best to restore from backup',
        'Missing FILE_CHECKPOINT',
        'Missing MLOG_CHECKPOINT',
        'Corrupt log record found',
        'corrupted in file ./ibdata1',
      ],
      pattern: /ERROR\]|InnoDB: /,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ what: group('what'), service: event.service ?? 'mysql' }),

  yieldsTo: [
    'mysql-version-change',
    'mysql-ibdata-lock',
    'mysql-datadir-unusable',
    'disk-full-data-root',
    'disk-io-error',
    'filesystem-readonly',
  ],
  headline: ({ what, service }) => ({
    en: `${service} cannot recover: ${what === '' ? 'its data files are damaged' : 'tc.log in its data directory is damaged'}`,
    zh: `${service} 无法恢复：${what === '' ? '数据文件已损坏' : '数据目录里的 tc.log 已损坏'}`,
  }),
  why: {
    en: `The server was not stopped cleanly, and what it finds at the next start cannot be right. Common reasons: a stop that was
      shorter than the shutdown, a full disk, a power cut, a copy taken while it ran, a network or host share under the data directory.
      Every further start may make it worse: copy first.`,
    zh: `服务器上次没有正常停止，再次启动时读到的内容不对。常见原因：停止时间太短被强杀、磁盘满、断电、运行时复制，
      或数据目录放在网络盘、宿主机共享目录上。每次再启动都可能让情况更糟：先复制一份。`,
  },

  retry: 'useless',
  remedies: ({ what, service }) => [
    {
      id: 'copy-first',
      title: { en: 'Stop it and copy the data directory before anything else', zh: '先停止它并复制整个数据目录' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'compose', 'stop', service], 'disruptive'),
        run(['docker', 'compose', 'cp', `${service}:/var/lib/mysql`, './mysql-copy'], 'reversible'),
      ],
    },
    {
      id: 'after-the-copy',
      title:
        what === ''
          ? { en: 'Restore the last backup into a new volume', zh: '把最近的备份恢复到新卷' }
          : { en: 'With the copy made: move tc.log aside and start', zh: '复制完成后：把 tc.log 移开再启动' },
      risk: 'disruptive',
      steps: [
        what === ''
          ? advise(
              'Without a backup: start the copy with --innodb-force-recovery=1 (at most 3), dump it, and load the dump into a new volume.',
              '没有备份时：用 --innodb-force-recovery=1（最多到 3）启动副本，导出后再导入新卷。',
            )
          : run(inService(service, 'mv', '/var/lib/mysql/tc.log', '/var/lib/mysql/tc.log.old'), 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'MariaDB/server', path: 'sql/log.cc', symbol: 'TC_LOG_MMAP::recover' },
    { repo: 'mysql/mysql-server', path: 'storage/innobase/buf/buf0buf.cc' },
  ],
});

export default mysqlDataDamaged;

export const examples: ExamplesOf<typeof mysqlDataDamaged> = [
  {
    name: 'tc.log is empty',
    log: `db-1  | 2025-01-05  9:00:01 0 [Note] Recovering after a crash using tc.log
db-1  | 2025-01-05  9:00:01 0 [ERROR] Bad magic header in tc log
db-1  | 2025-01-05  9:00:01 0 [ERROR] Crash recovery failed. Either correct the problem (if it's, for example, out of memory error) and restart, or delete tc log and start server with --tc-heuristic-recover={commit|rollback}
db-1  | 2025-01-05  9:00:01 0 [ERROR] Can't init tc log
db-1  | 2025-01-05  9:00:01 0 [ERROR] Aborting
db-1 exited with code 1
`,
    matches: { what: 'tc log', service: 'db' },
  },
  {
    name: 'a page does not fit its checksum',
    log: `db-1  | 2025-01-05  9:00:01 0 [ERROR] InnoDB: Database page corruption on disk or a failed file read of page [page id: space=0, page number=5]. You may have to recover from a backup.
db-1 exited with code 1
`,
    matches: { what: '' },
  },
  {
    name: 'a newer server after an unclean stop',
    log: `db-1  | 2025-01-05  9:00:01 0 [ERROR] InnoDB: Upgrade after a crash is not supported. The redo log was created with MariaDB 10.6.1.
db-1  | 2025-01-05  9:00:01 0 [ERROR] Aborting
db-1 exited with code 1
`,
    matches: false,
    is: 'mysql-version-change',
  },
];
