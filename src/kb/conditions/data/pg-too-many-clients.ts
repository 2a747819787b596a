import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';

const pgTooManyClients = condition({
  id: 'pg-too-many-clients',
  stage: 'data',
  title: { en: 'All connections of PostgreSQL are taken', zh: 'PostgreSQL 的连接数已用完' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'sorry, too many clients already',
        'remaining connection slots are reserved',
        'too many connections for role "',
        'too many connections for database "',
      ],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service }),

  headline: () => ({
    en: 'PostgreSQL refuses new sessions: max_connections is used up',
    zh: 'PostgreSQL 拒绝新会话：max_connections 已用完',
  }),
  why: {
    en: `Each session takes one of max_connections (100 in the image). Pools that are too large, several replicas, or a development server
      that opens a new pool on every reload use them up. User name and password are not the problem.`,
    zh: `每个会话占用一个 max_connections 名额（镜像默认 100）。连接池过大、多个副本，
      或每次热重载都新开连接池的开发服务器，都会把它用完。与用户名和密码无关。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'see-who-holds-them',
      title: { en: 'See who holds the connections', zh: '查看谁占着连接' },
      risk: 'read',
      steps: [
        look(
          [
            'docker',
            'compose',
            'exec',
            '<database service>',
            'psql',
            '-U',
            'postgres',
            '-c',
            'SELECT client_addr, state, count(*) FROM pg_stat_activity GROUP BY 1, 2 ORDER BY 3 DESC',
          ],
          {
            note: {
              en: 'Use the service name and superuser of your project.',
              zh: '请换成你项目里的服务名和超级用户。',
            },
          },
        ),
      ],
    },
    {
      id: 'smaller-pools',
      title: { en: 'Make the pools smaller, then raise the limit', zh: '先缩小连接池，再考虑调高上限' },
      risk: 'disruptive',
      steps: [
        advise(
          'Set the pool size of the application so that replicas × pool stays below the limit; keep one pool per process.',
          '设置应用的连接池大小，使“副本数 × 池大小”低于上限；每个进程只用一个池。',
        ),
        edit(
          'compose.yaml',
          { en: 'Raise the limit of the server.', zh: '调高服务器的上限。' },
          { after: 'command: postgres -c max_connections=200' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'postgres/postgres', path: 'src/backend/storage/lmgr/proc.c', symbol: 'InitProcess' }],
});

export default pgTooManyClients;

export const examples: ExamplesOf<typeof pgTooManyClients> = [
  {
    name: 'a pool that is too large',
    log: `api-1  | sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection to server at "db" (172.18.0.2), port 5432 failed: FATAL:  sorry, too many clients already
api-1 exited with code 1
`,
    matches: { service: 'api' },
    verdict: 'confirmed',
  },
  {
    name: 'an HTTP server with too many clients',
    log: `api-1  | 429 Too Many Requests: too many connections from 10.0.0.7
api-1 exited with code 1
`,
    matches: false,
    is: null,
  },
];
