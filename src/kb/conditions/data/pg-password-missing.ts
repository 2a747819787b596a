import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';
import { giveGeneratedPassword } from '../../shared/give-password.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';
import { hasWholeEnvironment, isGiven, runsImage, startsServer } from '../../shared/stack.ts';
import { storeIsNew } from '../../shared/data-store.ts';

const pgPasswordMissing = condition({
  id: 'pg-password-missing',
  stage: 'data',
  title: {
    en: 'PostgreSQL was started for the first time without a password',
    zh: 'PostgreSQL 首次启动时没有设置密码',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'Database is uninitialized and superuser password is not specified',
        'You must specify POSTGRES_PASSWORD to a non-empty value',
      ],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'postgres' }),

  headline: ({ service }) => ({
    en: `${service} has an empty data directory and no POSTGRES_PASSWORD, so it refuses to initialise`,
    zh: `${service} 的数据目录为空，又没有 POSTGRES_PASSWORD，因此拒绝初始化`,
  }),
  why: {
    en: `The entrypoint of the postgres image creates the superuser on the first start and wants a password for it.
      The variable is missing, empty (Compose warned "Defaulting to a blank string"), or stands only in .env without being handed to the service.
      Everything that waits for this database fails after it.`,
    zh: `postgres 镜像的入口脚本在首次启动时创建超级用户，需要为它设置密码。
      变量缺失、为空（Compose 警告过“Defaulting to a blank string”），或只写在 .env 里却没有传给该服务。
      等待这个数据库的其他服务随之失败。`,
  },

  evidence: {
    services: {
      probe: 'project.services',
      about: () => ({}),
      confirms: (services, { service }) => {
        const own = services.find(({ name }) => name === service);
        return (
          own !== undefined &&
          own.environment['POSTGRES_PASSWORD_FILE'] === undefined &&
          (own.environment['POSTGRES_PASSWORD']?.isEmpty ?? true)
        );
      },
      refutes: () => false,
      tells: (_services, { service }) => ({
        en: `${service} is given no POSTGRES_PASSWORD, or an empty one.`,
        zh: `${service} 没有得到 POSTGRES_PASSWORD，或得到的是空值。`,
      }),
    },
    compose: onlyToRepair('project.compose'),
    envFiles: onlyToRepair('project.envFiles'),
  },

  ahead: {
    asks: ['project.services', 'project.compose', 'engine.volumes'],
    finds: ({ 'project.services': services = [], 'project.compose': compose, 'engine.volumes': volumes }) =>
      services
        .filter(
          (one) =>
            runsImage(one, ['postgres']) &&
            startsServer(one, 'postgres') &&
            hasWholeEnvironment(one) &&
            !isGiven(one, 'POSTGRES_PASSWORD', 'POSTGRES_HOST_AUTH_METHOD'),
        )
        .flatMap((one) => {
          const isNew = storeIsNew(one, compose, volumes);
          if (isNew === false) return [];
          return [
            {
              facts: { service: one.name },
              how: isNew === true ? ('certain' as const) : ('likely' as const),
              tells: {
                en: `${one.name} runs ${one.image ?? ''} without POSTGRES_PASSWORD.`,
                zh: `${one.name} 运行 ${one.image ?? ''}，却没有 POSTGRES_PASSWORD。`,
              },
              service: one.name,
            },
          ];
        }),
  },

  retry: 'useless',
  remedies: ({ service }, seen) => [
    giveGeneratedPassword(
      {
        service,
        kind: 'postgres',
        variable: 'POSTGRES_PASSWORD',
        isAccount: (url, { environment: { POSTGRES_USER: user } }) =>
          user === undefined || user.isEmpty ? url.user === 'postgres' : url.userToken === user.token,
      },
      seen,
    ),
    {
      id: 'give-a-password',
      title: { en: 'Give the service a password', zh: '为该服务设置密码' },
      risk: 'disruptive',
      steps: [
        edit(
          '.env',
          { en: 'Choose a password; keep this file out of git.', zh: '设定一个密码；不要把此文件提交到 git。' },
          { after: 'POSTGRES_PASSWORD=…' },
        ),
        edit(
          'compose.yaml',
          { en: `Hand it to ${service}.`, zh: `传给 ${service}。` },
          {
            after: 'environment:\n  POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?set it in .env}',
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'docker-library/postgres', path: 'docker-entrypoint.sh', symbol: 'docker_verify_minimum_env' }],
});

export default pgPasswordMissing;

export const examples: ExamplesOf<typeof pgPasswordMissing> = [
  {
    name: 'the variable it refers to is not set',
    log: `db-1  | Error: Database is uninitialized and superuser password is not specified.
db-1 exited with code 1
`,
    matches: { service: 'db' },
    project: {
      '.env': 'OTHER=1\n',
      'compose.yaml': `services:
  db:
    image: postgres:15
    environment: { POSTGRES_PASSWORD: "\${DRYDOCK_TEST_PASSWORD}" }
`,
    },
    remedies: ['generate-a-password', 'give-a-password'],
  },
  {
    name: 'compose',
    log: `db-1  | Error: Database is uninitialized and superuser password is not specified.
db-1  |        You must specify POSTGRES_PASSWORD to a non-empty value for the
db-1  |        superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".
db-1 exited with code 1
dependency failed to start: container shop-db-1 exited (1)
`,
    matches: { service: 'db' },
    verdict: 'confirmed',
    remedies: ['give-a-password'],
  },
  {
    name: 'MySQL says nearly the same',
    log: `db-1  | 2026-11-22 13:30:31+00:00 [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified
db-1  |     You need to specify one of the following as an environment variable:
db-1  |     - MYSQL_ROOT_PASSWORD
db-1 exited with code 1
`,
    matches: false,
    is: 'mysql-password-option-missing',
  },
];

export const aheadExamples: AheadExamplesOf<typeof pgPasswordMissing> = [
  {
    name: 'no password at all',
    project: {
      'compose.yaml': `services:
  db:
    image: postgres:16-alpine
    environment: { POSTGRES_DB: shop }
`,
    },
    finds: [{ facts: { service: 'db' }, how: 'certain', at: 'compose.yaml:2' }],
  },
  {
    name: 'nobody can say whether the volume is new',
    project: {
      'compose.yaml': `services:
  db:
    image: postgres:16-alpine
    volumes: ["data:/var/lib/postgresql/data"]
volumes: { data: {} }
`,
    },
    finds: [{ how: 'likely' }],
  },

  {
    name: 'a secret file, trust, or an env file',
    project: {
      'db.env': 'POSTGRES_PASSWORD=x\n',
      'compose.yaml': `services:
  a:
    image: postgres:16
    environment: { POSTGRES_PASSWORD_FILE: /run/secrets/pg }
  b:
    image: docker.io/library/postgres:16
    environment: { POSTGRES_HOST_AUTH_METHOD: trust }
  c:
    image: postgres:16
    env_file: db.env
`,
    },
    finds: [],
  },
  {
    name: 'the image is there for another program of it',
    project: {
      'compose.yaml': `services:
  wait: { image: "postgres:16", command: pg_isready -h db.example }
  dump: { image: "postgres:16", entrypoint: [sh, -c, "pg_dump > /out/dump"] }
`,
    },
    finds: [],
  },
  {
    name: 'the server itself, with options',
    project: {
      'compose.yaml': 'services:\n  db: { image: "postgres:16", command: ["postgres", "-c", "fsync=off"] }\n',
    },
    finds: [{ facts: { service: 'db' }, how: 'certain', at: 'compose.yaml:2' }],
  },
];
