import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const JUDGED = [
  'password authentication failed for user',
  'no pg_hba.conf entry for host',
  'sorry, too many clients already',
];

const pgStartingUp = condition({
  id: 'pg-starting-up',
  stage: 'data',
  role: 'generic',
  title: { en: 'PostgreSQL was still starting, stopping or recovering', zh: 'PostgreSQL 仍在启动、停止或恢复中' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'the database system is ',
      pattern:
        /the database system is (?<state>starting up|shutting down|in recovery mode|not yet accepting connections)/,
      strength: 'states',
      // A server that judges a login has started: whoever heard that was only too early at first.
      unless: [{ says: ['database system is ready to accept connections', ...JUDGED] }],
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ state: group('state'), service: event.service }),

  yieldsTo: ['pg-disk-full', 'pg-corrupt', 'pg-version-mismatch', 'disk-full-data-root', 'container-oom-killed'],
  headline: ({ state, service }) => ({
    en: `${service ?? 'A client'} reached PostgreSQL while it was ${state}`,
    zh: `${service === undefined ? '客户端' : `${service} `}连接 PostgreSQL 时，它正处于 ${state} 状态`,
  }),
  why: {
    en: `The server runs but does not accept sessions at this moment. On the first start the image also runs a temporary server for its
      init scripts and restarts it, so a check over the socket can succeed too early. If the state never ends, look for a crash before it.`,
    zh: `服务器在运行，但此刻不接受会话。首次启动时，镜像会先用一个临时服务器跑初始化脚本再重启，
      所以走套接字的检查可能过早成功。如果一直停在这个状态，请查看之前是否崩溃过。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'wait-over-tcp',
      title: { en: 'Wait for it over TCP, as the clients do', zh: '像客户端那样，通过 TCP 等待它就绪' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'Check over TCP, and let clients wait for service_healthy.',
            zh: '用 TCP 检查，并让客户端等待 service_healthy。',
          },
          {
            after: 'test: ["CMD-SHELL", "pg_isready -h 127.0.0.1 -U $$POSTGRES_USER -d $$POSTGRES_DB"]',
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'postgres/postgres', path: 'src/backend/postmaster/postmaster.c', symbol: 'ProcessStartupPacket' }],
});

export default pgStartingUp;

export const examples: ExamplesOf<typeof pgStartingUp> = [
  {
    name: 'the client was too early',
    log: `api-1  | psycopg2.OperationalError: connection to server at "db" (172.18.0.2), port 5432 failed: FATAL:  the database system is starting up
api-1 exited with code 1
`,
    matches: { state: 'starting up', service: 'api' },
  },
  {
    name: 'the ordinary line of a good start',
    log: `db-1  | 2026-11-22 13:31:17.500 UTC [31] LOG:  database system is ready to accept connections
db-1 exited with code 1
`,
    matches: false,
    is: null,
  },
  {
    name: 'too early at first, then refused for the password',
    log: `api-1  | psycopg2.OperationalError: connection to server at "db" (172.18.0.2), port 5432 failed: FATAL:  the database system is starting up
api-1  | psycopg2.OperationalError: connection to server at "db" (172.18.0.2), port 5432 failed: FATAL:  password authentication failed for user "app"
api-1 exited with code 1
`,
    matches: false,
    is: 'pg-password-differs',
  },
];
