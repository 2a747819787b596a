import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { comparePostgresPasswords, differingPasswords } from '../../shared/database-credentials.ts';

const pgPasswordDiffers = condition({
  id: 'pg-password-differs',
  stage: 'data',
  title: {
    en: 'The application uses another PostgreSQL password than the database was given',
    zh: '应用使用的 PostgreSQL 密码与数据库的不一致',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'password authentication failed for user',
      pattern: /password authentication failed for user "(?<user>[^"]{1,63})"/,
      // The same message with an old volume is pg-auth-failed-stale-volume.
      unless: [{ says: 'Skipping initialization', within: 'log' }],
    },
    // Prisma does not say which kind of server it is.
    {
      on: ['output', 'error'],
      says: 'Authentication failed against database server',
      pattern: /provided database credentials for [`"](?<user>[^`"]{1,63})[`"] are not valid/,
      strength: 'hints',
      unless: [{ says: ['mysql:', 'mysql-', 'mariadb', 'sqlserver'], within: 'log' }],
    },
  ],
  facts: (group, event) => ({ user: group('user'), service: event.service }),

  yieldsTo: ['pg-role-missing'],

  headline: ({ user, service }) => ({
    en: `${service ?? 'The application'} cannot log in to PostgreSQL as "${user}": the passwords differ`,
    zh: `${service === undefined ? '应用' : `${service} `}无法以 "${user}" 登录 PostgreSQL：两处密码不一致`,
  }),
  why: {
    en: `PostgreSQL is up and answered: the user exists or not, but the password it was sent is not the one it knows.
      POSTGRES_PASSWORD (read by the database on its first start) and the password in the application's URL must be the same.`,
    zh: `PostgreSQL 已启动并作出了回答：它收到的密码不是它所知道的那个。
      POSTGRES_PASSWORD（数据库首次启动时读取）必须与应用连接 URL 中的密码相同。`,
  },

  evidence: {
    services: {
      probe: 'project.services',
      about: () => ({}),
      confirms: (services) => comparePostgresPasswords(services)?.isSame === false,
      refutes: (services) => comparePostgresPasswords(services)?.isSame === true,
      tells: (services) => {
        const compared = comparePostgresPasswords(services);
        const both = `${compared?.database}.POSTGRES_PASSWORD / ${compared?.client}.${compared?.variable}`;
        return compared?.isSame === true
          ? { en: `${both}: the same password.`, zh: `${both}：密码相同。` }
          : { en: `${both}: different passwords.`, zh: `${both}：密码不同。` };
      },
    },
  },

  ahead: {
    asks: ['project.services'],
    finds: ({ 'project.services': services = [] }) =>
      differingPasswords(services, 'postgres', ({ user, client }) => ({
        user: user === '' ? 'postgres' : user,
        service: client,
      })),
  },

  retry: 'useless',
  remedies: ({ user }, { services }) => {
    const compared = services === undefined ? undefined : comparePostgresPasswords(services);
    const database = compared?.database ?? 'postgres';
    const { client, variable } = compared ?? {};
    return [
      client !== undefined &&
        variable !== undefined && {
          id: 'url-from-one-password',
          title: {
            en: `Let ${variable} take the password from POSTGRES_PASSWORD`,
            zh: `让 ${variable} 引用 POSTGRES_PASSWORD`,
          },
          risk: 'reversible',
          steps: [
            edit(
              'compose.yaml',
              {
                en: `Where ${variable} of ${client} is written, the password becomes a reference.`,
                zh: `在 ${client} 的 ${variable} 处，把密码改成引用。`,
              },
              {
                makes: {
                  kind: 'service-variable',
                  service: client,
                  name: variable,
                  to: { password: '${POSTGRES_PASSWORD}' },
                },
              },
            ),
          ],
        },
      {
        id: 'one-password',
        title: { en: 'Keep the password in one place and use it in both', zh: '密码只写一处，两边都引用它' },
        risk: 'disruptive',
        steps: [
          edit('.env', { en: 'Keep one POSTGRES_PASSWORD.', zh: '只保留一个 POSTGRES_PASSWORD。' }),
          edit(
            'compose.yaml',
            {
              en: `Build ${compared?.variable ?? 'DATABASE_URL'} from it.`,
              zh: `用它拼出 ${compared?.variable ?? 'DATABASE_URL'}。`,
            },
            {
              after: `${compared?.variable ?? 'DATABASE_URL'}: postgresql://${user}:\${POSTGRES_PASSWORD}@${database}:5432/…`,
            },
          ),
          look(['docker', 'compose', 'config', '--quiet']),
          run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
        ],
      },
    ];
  },

  sources: [{ repo: 'postgres/postgres', path: 'src/backend/libpq/auth.c', symbol: 'auth_failed' }],
});

export default pgPasswordDiffers;

export const examples: ExamplesOf<typeof pgPasswordDiffers> = [
  {
    name: 'the database was initialised in this very log',
    log: `dependency failed to start: container shop-app-1 is unhealthy
app-1  | 2026-11-22 13:30:31,759 ERROR [app] health check failed: database: OperationalError: connection to server at "postgres" (172.18.0.3), port 5432 failed: FATAL:  password authentication failed for user "app"
postgres-1  | PostgreSQL init process complete; ready for start up.
postgres-1  | 2026-11-22 13:30:31.750 UTC [68] FATAL:  password authentication failed for user "app"
`,
    matches: { user: 'app', service: 'app' },
    project: {
      'compose.yaml': `services:
  postgres:
    image: postgres:15
    environment: { POSTGRES_USER: app, POSTGRES_PASSWORD: one }
  app:
    image: shop
    environment: { DATABASE_URL: "postgresql://app:two@postgres:5432/shop" }
`,
    },
    verdict: 'confirmed',
    remedies: ['url-from-one-password', 'one-password'],
  },
  {
    name: 'the volume was made earlier, with another password',
    log: `postgres-1  | PostgreSQL Database directory appears to contain a database; Skipping initialization
postgres-1  | 2026-11-22 13:31:02.120 UTC [68] FATAL:  password authentication failed for user "app"
`,
    matches: false,
    is: 'pg-auth-failed-stale-volume',
  },
];

export const aheadExamples: AheadExamplesOf<typeof pgPasswordDiffers> = [
  {
    name: 'the URL has another password than the database',
    project: {
      'compose.yaml': `services:
  db:
    image: postgres:16
    environment:
      POSTGRES_USER: shop
      POSTGRES_PASSWORD: one
  app:
    image: shop
    environment:
      - DATABASE_URL=postgresql+asyncpg://shop:two@db:5432/shop
`,
    },
    finds: [{ facts: { user: 'shop', service: 'app' }, how: 'certain', at: 'compose.yaml:10' }],
    remedies: ['url-from-one-password', 'one-password'],
  },
  {
    name: 'the password of .env is in both, escaped in the URL',
    project: {
      '.env': 'PASSWORD=a%b\n',
      'compose.yaml': `services:
  db:
    image: postgres:16
    environment: { POSTGRES_PASSWORD: "\${PASSWORD}" }
  app:
    image: shop
    environment: { DATABASE_URL: "postgresql://postgres:a%25b@db/shop" }
`,
    },
    finds: [],
  },
  {
    name: 'a role of its own, made by an init script, has a password of its own',
    project: {
      'compose.yaml': `services:
  db:
    image: postgres:16
    environment: { POSTGRES_PASSWORD: one }
  report:
    image: report
    environment: { DB_HOST: db, DB_USER: reader, DB_PASSWORD: two }
`,
    },
    finds: [],
  },
];
