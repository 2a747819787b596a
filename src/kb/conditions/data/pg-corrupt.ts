import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, run } from '#core/model/steps.ts';

const pgCorrupt = condition({
  id: 'pg-corrupt',
  stage: 'data',
  title: {
    en: 'Files of the PostgreSQL data directory are damaged or missing',
    zh: 'PostgreSQL 数据目录的文件损坏或缺失',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'could not locate a valid checkpoint record',
        'invalid primary checkpoint record',
        'could not open file "global/pg_filenode.map"',
        'could not find the database system',
        'invalid checksum in control file',
        'incorrect checksum in control file',
        'invalid page in block ',
        'could not read block ',
      ],
      strength: 'states',
      when: ({ text }) => !/Permission denied|Operation not permitted/.test(text),
    },
    {
      on: ['output', 'error'],
      says: 'could not open directory "',
      pattern: /FATAL: {1,2}could not open directory "(?:pg_|base)[^"]{0,60}": No such file or directory/,
      strength: 'states',
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'postgres' }),

  yieldsTo: ['disk-io-error', 'filesystem-readonly', 'disk-full-data-root', 'pg-disk-full', 'pg-version-mismatch'],
  headline: ({ service }) => ({
    en: `${service} finds its data directory damaged or incomplete`,
    zh: `${service} 发现数据目录已损坏或不完整`,
  }),
  why: {
    en: `The server reads its control file, checkpoint or a page and what it finds cannot be right. Common reasons: a full or failing disk,
      a copy taken while the server ran, a network share, or two servers on one volume. Every further start may make it worse: copy first.`,
    zh: `服务器读取控制文件、检查点或数据页时，内容明显不对。常见原因：磁盘满或故障、在运行时复制、网络共享盘，
      或两个服务器共用一个卷。每次再启动都可能让情况更糟：先复制一份。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'copy-first',
      title: { en: 'Stop it and copy the volume before anything else', zh: '先停止它并复制整个卷' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'compose', 'stop', service], 'disruptive'),
        run(['docker', 'compose', 'cp', `${service}:/var/lib/postgresql/data`, './pgdata-copy'], 'reversible'),
      ],
    },
    {
      id: 'restore-a-backup',
      title: { en: 'Restore the last backup into a new volume', zh: '把最近的备份恢复到新卷' },
      risk: 'disruptive',
      steps: [
        advise(
          'Restore a dump into a new volume and keep the damaged one. pg_resetwal loses transactions: use it only on the copy, when there is no backup.',
          '把备份恢复到新卷，保留损坏的卷。pg_resetwal 会丢失事务：只在没有备份时、并且只对副本使用。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'postgres/postgres', path: 'src/backend/access/transam/xlogrecovery.c', symbol: 'InitWalRecovery' },
  ],
});

export default pgCorrupt;

export const examples: ExamplesOf<typeof pgCorrupt> = [
  {
    name: 'no checkpoint',
    log: `db-1  | 2026-11-22 13:54:45.931 UTC [27] LOG:  invalid primary checkpoint record
db-1  | 2026-11-22 13:54:45.931 UTC [27] PANIC:  could not locate a valid checkpoint record
db-1  | 2026-11-22 13:54:46.131 UTC [1] LOG:  startup process (PID 27) was terminated by signal 6: Aborted
db-1 exited with code 1
`,
    matches: { service: 'db' },
  },
  {
    name: 'recovery after a crash is normal',
    log: `db-1  | 2026-11-22 13:54:45.978 UTC [64] LOG:  database system was not properly shut down; automatic recovery in progress
db-1 exited with code 1
`,
    matches: false,
    is: null,
  },
];
