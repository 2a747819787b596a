import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';
import { exampleContainer, exampleVolume } from '../../shared/example-world.ts';
import { comparePostgresPasswords } from '../../shared/database-credentials.ts';
import { DATA_KINDS } from '../../shared/data-service.ts';
import { setPasswordInside } from '../../shared/password-inside.ts';
import { placeOfVariable } from '../../shared/stack.ts';
import { oldContainers, STALE_PASSWORD_ASKS, stalePasswords } from '../../shared/stale-password.ts';
import type { ProjectService } from '#core/model/probes/project.ts';

const POSTGRES = { images: DATA_KINDS.postgres.images, passwords: ['POSTGRES_PASSWORD'] };

const pgAuthFailedStaleVolume = condition({
  id: 'pg-auth-failed-stale-volume',
  stage: 'data',
  title: {
    en: 'The database volume still holds the password it was created with',
    zh: '数据库卷里仍是创建时的旧密码',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'password authentication failed for user',
      pattern: /password authentication failed for user "(?<user>[^"]{1,63})"/,
      also: [{ says: 'Skipping initialization', within: 'log' }],
    },
    {
      on: ['output', 'error'],
      says: 'password authentication failed for user',
      pattern: /password authentication failed for user "(?<user>[^"]{1,63})"/,
      strength: 'hints',
      unless: [{ says: ['Skipping initialization', 'PostgreSQL init process complete'], within: 'log' }],
    },
  ],
  facts: (group, event) => ({ user: group('user'), service: event.service }),

  headline: ({ user }) => ({
    en: `PostgreSQL refuses "${user}": its volume was made with an older password`,
    zh: `PostgreSQL 拒绝了 "${user}"：卷是用旧密码初始化的`,
  }),
  why: {
    en: `The postgres image reads POSTGRES_PASSWORD only when its data directory is empty. The volume already held a database,
      so initialisation was skipped and the role kept the password of that first start, whatever .env says now.
      The data is intact: only the password of the role has to follow.`,
    zh: `postgres 镜像只在数据目录为空时读取 POSTGRES_PASSWORD。卷里已经有数据库，
      于是跳过了初始化，角色保留首次启动时的密码，与现在的 .env 无关。数据完好，只需把角色的密码改过来。`,
  },

  evidence: {
    services: {
      probe: 'project.services',
      about: () => ({}),
      confirms: (services) => comparePostgresPasswords(services)?.isSame === true,
      refutes: (services) => comparePostgresPasswords(services)?.isSame === false,
      tells: (services) =>
        comparePostgresPasswords(services)?.isSame === true
          ? {
              en: 'The files agree on one password, so the database must know another.',
              zh: '文件里的密码一致，所以是数据库里的不同。',
            }
          : { en: 'The files already disagree about the password.', zh: '文件里的密码本身就不一致。' },
    },
  },

  ahead: {
    asks: STALE_PASSWORD_ASKS,
    further: (answers) => oldContainers(answers, POSTGRES),
    finds: (answers, answerTo) =>
      stalePasswords(answers, answerTo, POSTGRES).map(({ database, variable, how, tells }) => ({
        facts: { user: roleOf(database, answers['project.services'] ?? []), service: database.name },
        how,
        tells,
        at: placeOfVariable(database.name, variable),
        service: database.name,
      })),
  },

  retry: 'useless',
  remedies: ({ user }, { services }) => {
    const database = (services === undefined ? undefined : comparePostgresPasswords(services)?.database) ?? 'postgres';
    return [
      setPasswordInside({ engine: 'postgres', service: database, user, statement: 'ALTER ROLE' }),
      {
        id: 'set-password-by-hand',
        title: { en: 'The same by hand', zh: '手动执行同样的操作' },
        risk: 'disruptive',
        steps: [
          look(['docker', 'compose', 'exec', database, 'psql', '-U', user, '-c', 'SELECT current_user']),
          run(['docker', 'compose', 'exec', database, 'psql', '-U', user, '-c', `\\password ${user}`], 'disruptive', {
            note: {
              en: 'Asks for the new password; type the one from .env.',
              zh: '会提示输入新密码；填 .env 中的那个。',
            },
          }),
          run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
        ],
      },
      {
        id: 'use-the-old-password',
        title: { en: 'Or put the old password back into .env', zh: '或者把旧密码写回 .env' },
        risk: 'reversible',
        steps: [
          advise(
            'If you still know the password the volume was created with, use it for POSTGRES_PASSWORD and in the URL. Do not remove the volume: that deletes the database.',
            '如果还记得创建卷时的密码，就在 POSTGRES_PASSWORD 和 URL 中都用它。不要删除卷：那会删掉数据库。',
          ),
        ],
      },
    ];
  },

  sources: [
    { repo: 'docker-library/postgres', path: 'docker-entrypoint.sh', symbol: '_main' },
    { repo: 'postgres/postgres', path: 'src/backend/libpq/auth.c', symbol: 'auth_failed' },
  ],
});

/** The role a client of this database logs in as; the image's own name for it where no URL says. */
function roleOf(database: ProjectService, services: readonly ProjectService[]): string {
  const compared = comparePostgresPasswords(services);
  if (compared?.database === database.name && compared.user !== '') return compared.user;
  return database.environment['POSTGRES_USER'] === undefined ? 'postgres' : '$POSTGRES_USER';
}

export default pgAuthFailedStaleVolume;

export const examples: ExamplesOf<typeof pgAuthFailedStaleVolume> = [
  {
    name: 'initialisation was skipped',
    log: `postgres-1  | PostgreSQL Database directory appears to contain a database; Skipping initialization
app-1  | psycopg2.OperationalError: connection to server at "postgres" (172.18.0.3), port 5432 failed: FATAL:  password authentication failed for user "app"
postgres-1  | 2026-11-22 13:31:02.120 UTC [68] FATAL:  password authentication failed for user "app"
dependency failed to start: container shop-app-1 is unhealthy
`,
    matches: { user: 'app' },
    remedies: ['set-password-inside', 'set-password-by-hand', 'use-the-old-password'],
  },
  {
    name: 'the database was initialised just now: the two passwords differ',
    log: `postgres-1  | PostgreSQL init process complete; ready for start up.
postgres-1  | 2026-11-22 13:30:31.750 UTC [68] FATAL:  password authentication failed for user "app"
app-1 exited with code 1
`,
    matches: false,
    is: 'pg-password-differs',
  },
];

export const aheadExamples: AheadExamplesOf<typeof pgAuthFailedStaleVolume> = [
  {
    name: 'the running database was made with another password',
    project: {
      'compose.yaml': `services:
  db:
    image: postgres:16
    environment: { POSTGRES_USER: app, POSTGRES_PASSWORD: new }
    volumes: [pgdata:/var/lib/postgresql/data]
  app:
    image: shop
    environment: { DATABASE_URL: "postgres://app:new@db/app" }
volumes: { pgdata: { name: shop_pgdata } }
name: shop
`,
    },
    world: { 'engine.volumes': [exampleVolume(0)], 'engine.containers': [] },
    details: [
      {
        probe: 'engine.container',
        about: { service: 'db', project: 'shop' },
        answer: exampleContainer({
          environment: { POSTGRES_PASSWORD: { isEmpty: false, token: 'old' } },
          mounts: [
            {
              type: 'volume',
              name: 'shop_pgdata',
              source: '',
              destination: '/var/lib/postgresql/data',
              isWritable: true,
            },
          ],
        }),
      },
    ],
    finds: [{ facts: { user: 'app' }, how: 'likely', at: 'compose.yaml:4' }],
    remedies: ['set-password-inside', 'set-password-by-hand', 'use-the-old-password'],
  },
  {
    name: 'no container: .env is younger than the volume',
    project: {
      '.env': 'POSTGRES_PASSWORD=new\n',
      'compose.yaml': `services:
  db:
    image: postgres:16
    environment: [POSTGRES_PASSWORD]
    env_file: .env
    volumes: [pgdata:/var/lib/postgresql/data]
volumes: { pgdata: { name: shop_pgdata } }
name: shop
`,
    },
    world: { 'engine.volumes': [exampleVolume(1_600_000_000_000)], 'engine.containers': [] },
    finds: [{ facts: { user: 'postgres' }, how: 'note' }],
  },
  {
    name: 'the volume is younger than .env, and another has no volume yet',
    project: {
      '.env': 'POSTGRES_PASSWORD=new\n',
      'compose.yaml': `services:
  db:
    image: postgres:16
    env_file: .env
    volumes: [pgdata:/var/lib/postgresql/data]
  other:
    image: postgres:16
    env_file: .env
    volumes: [fresh:/var/lib/postgresql/data]
volumes: { pgdata: { name: shop_pgdata }, fresh: {} }
name: shop
`,
    },
    world: { 'engine.volumes': [exampleVolume(4_000_000_000_000)], 'engine.containers': [] },
    finds: [],
  },
];
