import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { ProjectService } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { edit, run, shell } from '#core/model/steps.ts';
import { DATA_KINDS, kindOfScheme } from '../../shared/data-service.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';
import { isGiven, namesOf, runsImage } from '../../shared/stack.ts';

const pgRoleMissing = condition({
  id: 'pg-role-missing',
  stage: 'data',
  title: {
    en: 'The PostgreSQL role the application logs in with does not exist',
    zh: '应用登录用的 PostgreSQL 角色不存在',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: '" does not exist',
      pattern: /(?:FATAL: {1,2}|error: |ERROR: {1,2})role "(?!root")(?<role>[^"]{1,63})" does not exist/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    // With password authentication the client hears of a wrong password only; the server's own log says the rest.
    {
      on: 'output',
      says: 'DETAIL:  Role "',
      pattern: /DETAIL: {2}Role "(?!root")(?<role>[^"]{1,63})" does not exist/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: ['output', 'error'],
      says: 'password authentication failed for user',
      pattern: /password authentication failed for user "(?!root")(?<role>[^"]{1,63})"/,
      // The server that says so runs well, so that of a whole stack its own line is no finding; beside the client's it is the proof.
      also: [{ says: 'DETAIL:  Role "', within: 'log', names: 'role' }],
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ role: group('role'), service: event.service }),

  headline: ({ role }) => ({ en: `PostgreSQL has no role "${role}"`, zh: `PostgreSQL 里没有角色 "${role}"` }),
  why: {
    en: `POSTGRES_USER names the superuser that is created on the first start; with another name the role "postgres" does not even exist.
      A volume made earlier keeps the role of that time, whatever .env says now.`,
    zh: `POSTGRES_USER 指定首次启动时创建的超级用户；若用了别的名字，连 "postgres" 角色都不会有。
      早先创建的卷保留当时的角色，与现在的 .env 无关。`,
  },

  evidence: { services: onlyToRepair('project.services') },

  retry: 'useless',
  remedies: ({ role }, { services = [] }) => [
    configuredUser(role, services),
    {
      id: 'see-the-user',
      title: { en: 'See which user the database was made with', zh: '查看数据库是用哪个用户创建的' },
      risk: 'read',
      steps: [
        shell(
          'docker compose exec postgres sh -c \'echo "$POSTGRES_USER"; psql -U "$POSTGRES_USER" -d postgres -c "\\du"\'',
          "docker compose exec postgres sh -c 'echo $POSTGRES_USER'",
          'read',
        ),
      ],
    },
    {
      id: 'create-the-role',
      title: { en: 'Log in as that user, or create the missing role', zh: '改用那个用户登录，或创建缺失的角色' },
      risk: 'disruptive',
      steps: [
        edit('compose.yaml', {
          en: "Use the existing user in the application's URL.",
          zh: '在应用的 URL 中使用已有的用户。',
        }),
        run(
          ['docker', 'compose', 'exec', '<database service>', 'createuser', '-U', '<superuser>', '--pwprompt', role],
          'disruptive',
          {
            note: {
              en: 'Or create the role; use the existing superuser after -U.',
              zh: '或创建该角色；-U 后填已有的超级用户。',
            },
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'postgres/postgres', path: 'src/backend/libpq/crypt.c', symbol: 'get_role_password' },
    { repo: 'postgres/postgres', path: 'src/backend/utils/init/miscinit.c', symbol: 'InitializeSessionUserId' },
  ],
});

/** One service names the missing role in its URL, and one database is called by it: its own user is the one that is there. */
function configuredUser(role: string, services: readonly ProjectService[]): Remedy | undefined {
  const callers = services.flatMap((client) =>
    Object.entries(client.environment).flatMap(([variable, { url }]) =>
      url?.user === role && kindOfScheme(url.scheme) === DATA_KINDS.postgres
        ? [{ client: client.name, variable, host: url.host }]
        : [],
    ),
  );
  const caller = callers[0];
  const database = services.find((one) => namesOf(one).includes(caller?.host ?? ''));
  if (caller === undefined || callers.length > 1 || database === undefined) return undefined;
  if (!runsImage(database, DATA_KINDS.postgres.images) || isGiven(database, 'POSTGRES_USER_FILE')) return undefined;
  const user = isGiven(database, 'POSTGRES_USER') ? { of: database.name, variable: 'POSTGRES_USER' } : 'postgres';
  return {
    id: 'use-the-configured-user',
    title: {
      en: `Log in as the user that ${database.name} is configured with`,
      zh: `使用 ${database.name} 配置的用户登录`,
    },
    risk: 'reversible',
    steps: [
      edit(
        'compose.yaml',
        {
          en: `Where ${caller.variable} of ${caller.client} is written, "${role}" becomes the POSTGRES_USER of ${database.name}.`,
          zh: `在 ${caller.client} 的 ${caller.variable} 处，把 "${role}" 改成 ${database.name} 的 POSTGRES_USER。`,
        },
        { makes: { kind: 'service-variable', service: caller.client, name: caller.variable, to: { user } } },
      ),
    ],
  };
}

export default pgRoleMissing;

export const examples: ExamplesOf<typeof pgRoleMissing> = [
  {
    name: 'the URL names another user than the database was given',
    log: `postgres-1  | 2026-11-22 13:31:02.120 UTC [68] FATAL:  role "application" does not exist
`,
    matches: { role: 'application' },
    project: {
      'compose.yaml': `services:
  postgres:
    image: postgres:15
    environment: { POSTGRES_USER: app, POSTGRES_PASSWORD: one }
  app:
    image: shop
    environment: { DATABASE_URL: "postgresql://application:one@postgres:5432/shop" }
`,
    },
    remedies: ['use-the-configured-user', 'see-the-user', 'create-the-role'],
  },
  {
    name: 'POSTGRES_USER is another one',
    log: `db-1  | 2026-11-22 13:54:39.145 UTC [61] FATAL:  role "postgres" does not exist
api-1  | psycopg2.OperationalError: connection to server at "db" (172.18.0.2), port 5432 failed: FATAL:  role "postgres" does not exist
api-1 exited with code 1
`,
    matches: { role: 'postgres' },
    verdict: 'confirmed',
  },
  {
    name: 'a health check without -U floods the log',
    log: `db-1  | 2026-11-22 13:54:39.145 UTC [61] FATAL:  role "root" does not exist
db-1  | 2026-11-22 13:54:44.145 UTC [69] FATAL:  role "root" does not exist
`,
    matches: false,
    is: null,
  },
  {
    name: 'a password is asked for, and only the server knows that there is no such role',
    log: `app-1  | connection to server at "postgres" (172.18.0.2), port 5432 failed: FATAL:  password authentication failed for user "application"
postgres-1  | 2026-11-26 23:16:56.142 UTC [144] FATAL:  password authentication failed for user "application"
postgres-1  | 2026-11-26 23:16:56.142 UTC [144] DETAIL:  Role "application" does not exist.
`,
    matches: { role: 'application' },
    verdict: 'confirmed',
  },
  {
    name: 'it is another role that the server does not have',
    log: `postgres-1  | 2026-11-26 23:16:50.002 UTC [101] DETAIL:  Role "root" does not exist.
app-1  | connection to server at "postgres" (172.18.0.2), port 5432 failed: FATAL:  password authentication failed for user "application"
app-1 exited with code 1
`,
    matches: false,
  },
];
