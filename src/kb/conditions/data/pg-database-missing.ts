import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, run, shell } from '#core/model/steps.ts';

const pgDatabaseMissing = condition({
  id: 'pg-database-missing',
  stage: 'data',
  title: {
    en: 'The PostgreSQL database the application asks for does not exist',
    zh: '应用请求的 PostgreSQL 数据库不存在',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: '" does not exist',
      pattern:
        /(?:FATAL: {1,2}|error: |FATAL \S+ \S+ )database "(?<database>[^"]{1,63})" does not exist|(?:\(3D000\).{0,40}|3D000: )database "(?<other>[^"]{1,63})"/,
      strength: 'states',
      // The image's entrypoint starts the server before it makes POSTGRES_DB: a check with `pg_isready -d` complains until then.
      unless: [{ says: 'CREATE DATABASE' }],
      when: ({ step }) => step === undefined,
    },
    {
      on: ['output', 'error'],
      says: ' does not exist on the database server at ',
      pattern:
        /Database [`"](?<database>[^`"]{1,63})[`"] does not exist on the database server at [`"][^`"]{0,100}:5432/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ database: group('database') || group('other'), service: event.service }),

  yieldsTo: ['pg-auth-failed-stale-volume', 'pg-password-differs', 'pg-role-missing'],
  headline: ({ database }) => ({
    en: `PostgreSQL has no database "${database}"`,
    zh: `PostgreSQL 里没有数据库 "${database}"`,
  }),
  why: {
    en: `The login worked, the database of that name was never created. POSTGRES_DB is read only when the volume is empty;
      a change later has no effect. Without a name in the URL, clients ask for a database named like the user.`,
    zh: `登录成功了，但从未创建过这个名字的数据库。POSTGRES_DB 只在卷为空时读取，之后修改无效。
      如果 URL 里没有库名，客户端会请求与用户同名的数据库。`,
  },

  retry: 'useless',
  remedies: ({ database }) => [
    {
      id: 'list-databases',
      title: { en: 'See which databases there are', zh: '查看有哪些数据库' },
      risk: 'read',
      steps: [
        shell(
          'docker compose exec postgres sh -c \'psql -U "$POSTGRES_USER" -l\'',
          "docker compose exec postgres sh -c 'psql -U $POSTGRES_USER -l'",
          'read',
        ),
      ],
    },
    {
      id: 'create-the-database',
      title: { en: 'Create it, or correct the name in the URL', zh: '创建它，或改正 URL 中的库名' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'compose', 'exec', '<database service>', 'createdb', '-U', 'postgres', database], 'disruptive', {
          note: {
            en: 'Use the service name and the superuser (POSTGRES_USER) of your project.',
            zh: '请换成你项目里的服务名和超级用户（POSTGRES_USER）。',
          },
        }),
        advise(
          'Then run the migrations of the application: a new database is empty.',
          '然后运行应用的数据库迁移：新库是空的。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'postgres/postgres', path: 'src/backend/utils/init/postinit.c', symbol: 'InitPostgres' }],
});

export default pgDatabaseMissing;

export const examples: ExamplesOf<typeof pgDatabaseMissing> = [
  {
    name: 'libpq client',
    log: `db-1  | 2026-11-22 13:54:39.145 UTC [61] FATAL:  database "orders" does not exist
api-1  | psycopg2.OperationalError: connection to server at "db" (172.18.0.2), port 5432 failed: FATAL:  database "orders" does not exist
api-1 exited with code 1
`,
    matches: { database: 'orders' },
    verdict: 'confirmed',
    remedies: ['list-databases', 'create-the-database'],
  },
  {
    name: 'a table is missing, not the database',
    log: `api-1  | psycopg2.errors.UndefinedTable: relation "orders" does not exist
api-1 exited with code 1
`,
    matches: false,
    is: 'migrations-not-run',
  },
  {
    name: 'the health check asks while the entrypoint has not made the database yet',
    log: `postgres-1  | 2026-11-26 23:05:24.945 UTC [72] FATAL:  database "app" does not exist
postgres-1  | CREATE DATABASE
postgres-1  | PostgreSQL init process complete; ready for start up.
`,
    matches: false,
    is: null,
  },
];
