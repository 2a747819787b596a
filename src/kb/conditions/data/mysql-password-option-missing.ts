import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { ProjectService } from '#core/model/probes/project.ts';
import { edit, run } from '#core/model/steps.ts';
import { giveGeneratedPassword } from '../../shared/give-password.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';
import { hasWholeEnvironment, isGiven, runsImage, startsServer } from '../../shared/stack.ts';
import { storeIsNew } from '../../shared/data-store.ts';

const mysqlPasswordOptionMissing = condition({
  id: 'mysql-password-option-missing',
  stage: 'data',
  title: {
    en: 'MySQL or MariaDB was started for the first time without a root password',
    zh: 'MySQL 或 MariaDB 首次启动时没有设置 root 密码',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'Database is uninitialized and password option is not specified',
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'mysql' }),

  headline: ({ service }) => ({
    en: `${service} has an empty data directory and none of the root password variables`,
    zh: `${service} 的数据目录为空，且没有任何 root 密码变量`,
  }),
  why: {
    en: `The entrypoint initialises an empty data directory only if it is told what to do about root's password.
      The variable is missing or empty in this container; a value in .env alone does not reach it.`,
    zh: `入口脚本只有在知道如何处理 root 密码时，才会初始化空的数据目录。
      该容器里变量缺失或为空；只写在 .env 中并不会传进来。`,
  },

  ahead: {
    asks: ['project.services', 'project.compose', 'engine.volumes'],
    finds: ({ 'project.services': services = [], 'project.compose': compose, 'engine.volumes': volumes }) =>
      services
        .filter(
          (one) =>
            runsImage(one, ['mysql', 'mariadb']) &&
            startsServer(one, 'mysqld', 'mariadbd', 'mysqld_safe') &&
            hasWholeEnvironment(one) &&
            !isGiven(
              one,
              'MYSQL_ROOT_PASSWORD',
              'MYSQL_ALLOW_EMPTY_PASSWORD',
              'MYSQL_RANDOM_ROOT_PASSWORD',
              'MARIADB_ROOT_PASSWORD',
              'MARIADB_ROOT_PASSWORD_HASH',
              'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD',
              'MARIADB_RANDOM_ROOT_PASSWORD',
            ),
        )
        .flatMap((one) => {
          const isNew = storeIsNew(one, compose, volumes);
          if (isNew === false) return [];
          return [
            {
              facts: { service: one.name },
              how: isNew === true ? ('certain' as const) : ('likely' as const),
              tells: {
                en: `${one.name} runs ${one.image ?? ''} without MYSQL_ROOT_PASSWORD.`,
                zh: `${one.name} 运行 ${one.image ?? ''}，却没有 MYSQL_ROOT_PASSWORD。`,
              },
              service: one.name,
            },
          ];
        }),
  },

  evidence: {
    services: onlyToRepair('project.services'),
    compose: onlyToRepair('project.compose'),
    envFiles: onlyToRepair('project.envFiles'),
  },

  retry: 'useless',
  remedies: ({ service }, seen) => [
    giveGeneratedPassword(
      {
        service,
        kind: 'mysql',
        variable: rootVariable(seen.services?.find(({ name }) => name === service)),
        isAccount: ({ user }) => user === 'root',
      },
      seen,
    ),
    {
      id: 'give-a-password',
      title: { en: 'Give the service a root password', zh: '为该服务设置 root 密码' },
      risk: 'disruptive',
      steps: [
        edit(
          '.env',
          { en: 'Choose a password; keep this file out of git.', zh: '设定一个密码；不要把此文件提交到 git。' },
          { after: 'MYSQL_ROOT_PASSWORD=…' },
        ),
        edit(
          'compose.yaml',
          {
            en: `Hand it to ${service} (MARIADB_ROOT_PASSWORD for MariaDB).`,
            zh: `传给 ${service}（MariaDB 用 MARIADB_ROOT_PASSWORD）。`,
          },
          {
            after: 'environment:\n  MYSQL_ROOT_PASSWORD: ${MYSQL_ROOT_PASSWORD:?set it in .env}',
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'docker-library/mysql', path: 'template/docker-entrypoint.sh', symbol: 'docker_verify_minimum_env' },
    { repo: 'MariaDB/mariadb-docker', path: 'docker-entrypoint.sh', symbol: 'docker_verify_minimum_env' },
  ],
});

/** MariaDB reads the names of MySQL, too; what the file already says is kept. */
function rootVariable(database: ProjectService | undefined): string {
  const isMariaDb = database !== undefined && runsImage(database, ['mariadb']);
  const isWritten = database?.environment['MYSQL_ROOT_PASSWORD'] !== undefined;
  return isMariaDb && !isWritten ? 'MARIADB_ROOT_PASSWORD' : 'MYSQL_ROOT_PASSWORD';
}

export default mysqlPasswordOptionMissing;

export const examples: ExamplesOf<typeof mysqlPasswordOptionMissing> = [
  {
    name: 'MySQL 8',
    log: `db-1  | 2026-11-22 13:30:31+00:00 [Note] [Entrypoint]: Entrypoint script for MySQL Server 8.0.36-1.el8 started.
db-1  | 2026-11-22 13:30:31+00:00 [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified
db-1  |     You need to specify one of the following as an environment variable:
db-1  |     - MYSQL_ROOT_PASSWORD
db-1 exited with code 1
`,
    matches: { service: 'db' },
    verdict: 'confirmed',
  },
  {
    name: 'PostgreSQL says nearly the same',
    log: `db-1  | Error: Database is uninitialized and superuser password is not specified.
db-1 exited with code 1
`,
    matches: false,
    is: 'pg-password-missing',
  },
];

export const aheadExamples: AheadExamplesOf<typeof mysqlPasswordOptionMissing> = [
  {
    name: 'a user and a password, but none for root',
    project: {
      'compose.yaml': `services:
  db:
    image: mysql:8.4
    environment: { MYSQL_USER: app, MYSQL_PASSWORD: secret }
`,
    },
    finds: [{ facts: { service: 'db' }, how: 'certain', at: 'compose.yaml:2' }],
  },

  {
    name: 'a random password for root',
    project: {
      'compose.yaml': `services:
  db:
    image: mariadb:11
    environment: { MARIADB_RANDOM_ROOT_PASSWORD: "yes", MARIADB_USER: app, MARIADB_PASSWORD: secret }
`,
    },
    finds: [],
  },
];
