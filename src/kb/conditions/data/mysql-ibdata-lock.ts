import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const mysqlIbdataLock = condition({
  id: 'mysql-ibdata-lock',
  stage: 'data',
  title: {
    en: 'Another MySQL or MariaDB server holds the same data directory',
    zh: '另一个 MySQL 或 MariaDB 占用同一数据目录',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'Unable to lock ./ibdata1 error:',
        'Unable to lock ./ibdata1, error:',
        'already have another mysqld process using the same InnoDB',
        "Can't lock aria control file",
        'already have another mariadbd process using the same InnoDB',
      ],
      strength: 'states',
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'mysql' }),

  headline: ({ service }) => ({
    en: `${service} cannot lock its data files: another server uses the same volume`,
    zh: `${service} 无法锁定数据文件：另一个服务器正在使用同一个卷`,
  }),
  why: {
    en: `InnoDB takes a lock on ibdata1 so that two servers never write one data directory. Another container is still on this volume (an old one,
      a second project, a scaled service), or the mount is a share that handles locks badly. The files are intact.`,
    zh: `InnoDB 对 ibdata1 加锁，避免两个服务器同时写同一数据目录。另一个容器还在用这个卷（旧容器、另一个项目、扩容的服务），
      或者挂载的是不能正确处理锁的共享盘。文件完好。`,
  },

  retry: 'unknown',
  remedies: ({ service }) => [
    {
      id: 'find-the-other',
      title: { en: 'Find every container that uses the same volume', zh: '找出所有使用同一个卷的容器' },
      risk: 'read',
      steps: [look(['docker', 'ps', '-a', '--format', 'table {{.Names}}\t{{.Status}}\t{{.Mounts}}'])],
    },
    {
      id: 'stop-the-other',
      title: { en: 'Stop the other one and start again', zh: '停掉另一个，再启动' },
      risk: 'disruptive',
      steps: [
        advise(
          'Stop the other container with docker stop and wait until it is down. On Windows or a network share, keep the data in a named volume.',
          '用 docker stop 停掉另一个容器并等它退出。在 Windows 或网络共享上，请把数据放在命名卷里。',
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'mysql/mysql-server', path: 'storage/innobase/os/os0file.cc', symbol: 'os_file_lock' }],
});

export default mysqlIbdataLock;

export const examples: ExamplesOf<typeof mysqlIbdataLock> = [
  {
    name: 'MySQL 8',
    log: `db-1  | 2026-11-22T13:30:31.120000Z 1 [ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11
db-1  | 2026-11-22T13:30:31.120000Z 1 [Note] [MY-012575] [InnoDB] Check that you do not already have another mysqld process using the same InnoDB data or log files.
db-1 exited with code 1
`,
    matches: { service: 'db' },
    verdict: 'confirmed',
  },
  {
    name: 'a transaction waits for a lock',
    log: `app-1  | ERROR 1205 (HY000): Lock wait timeout exceeded; try restarting transaction
app-1 exited with code 1
`,
    matches: false,
    is: null,
  },
];
