import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const pgStaleLock = condition({
  id: 'pg-stale-lock',
  stage: 'data',
  title: {
    en: 'Another PostgreSQL server holds the same data directory, or left its lock',
    zh: '另一个 PostgreSQL 占用同一数据目录，或留下了锁文件',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'lock file "postmaster.pid" already exists',
        'lock file "postmaster.pid" is empty',
        'Is another postmaster (PID',
        'Is another postgres (PID',
        'pre-existing shared memory block',
      ],
      strength: 'states',
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'postgres' }),

  headline: ({ service }) => ({
    en: `${service} found a lock of another server in its data directory`,
    zh: `${service} 在数据目录中发现了另一个服务器的锁`,
  }),
  why: {
    en: `Two servers on one data directory destroy it, so PostgreSQL checks postmaster.pid before it starts. Either another container really uses
      the same volume (a second project, a scaled service, an old container), or a crash left the file behind.
      Delete the file only when it is certain that no server runs on this volume.`,
    zh: `两个服务器共用一个数据目录会毁掉它，所以 PostgreSQL 启动前会检查 postmaster.pid。
      要么确有另一个容器在用同一个卷（另一个项目、扩容的服务、旧容器），要么是崩溃留下的文件。
      只有确认没有服务器在用这个卷时，才能删除该文件。`,
  },

  retry: 'unknown',
  remedies: ({ service }) => [
    {
      id: 'find-the-other',
      title: { en: 'Find every container that uses the same volume', zh: '找出所有使用同一个卷的容器' },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'config', '--volumes']),
        look(['docker', 'ps', '-a', '--format', 'table {{.Names}}\t{{.Status}}\t{{.Mounts}}']),
      ],
    },
    {
      id: 'stop-the-other',
      title: { en: 'Stop the other one and start again', zh: '停掉另一个，再启动' },
      risk: 'disruptive',
      steps: [
        advise(
          'Stop the other container (docker stop), never both at once with a kill. Do not scale a database service above one.',
          '用 docker stop 停掉另一个容器，不要强杀。数据库服务不要扩到一个以上。',
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'postgres/postgres', path: 'src/backend/utils/init/miscinit.c', symbol: 'CreateLockFile' }],
});

export default pgStaleLock;

export const examples: ExamplesOf<typeof pgStaleLock> = [
  {
    name: 'a second container on the volume',
    log: `db-1  | 2026-11-22 13:54:45.931 UTC [1] FATAL:  lock file "postmaster.pid" already exists
db-1  | 2026-11-22 13:54:45.931 UTC [1] HINT:  Is another postmaster (PID 1) running in data directory "/var/lib/postgresql/data"?
db-1 exited with code 1
`,
    matches: { service: 'db' },
    verdict: 'confirmed',
  },
  {
    name: 'a web server with a leftover file',
    log: `web-1  | A server is already running. Check /app/tmp/pids/server.pid.
web-1 exited with code 1
`,
    matches: false,
    is: 'stale-pid-file',
  },
];
