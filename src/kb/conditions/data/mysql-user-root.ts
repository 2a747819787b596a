import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const mysqlUserRoot = condition({
  id: 'mysql-user-root',
  stage: 'data',
  title: { en: 'MYSQL_USER must not be root', zh: 'MYSQL_USER 不能是 root' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'MYSQL_USER="root", MYSQL_USER and MYSQL_PASSWORD are for configuring a regular user',
        'MARIADB_USER="root", MARIADB_USER and MARIADB_PASSWORD',
        'cannot be used for the root user',
      ],
      strength: 'states',
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'mysql' }),

  headline: ({ service }) => ({
    en: `${service} is told to create a regular user named root, and refuses`,
    zh: `${service} 被要求创建名为 root 的普通用户，因此拒绝`,
  }),
  why: {
    en: `MYSQL_USER and MYSQL_PASSWORD create an additional user; root always exists and takes MYSQL_ROOT_PASSWORD.
      The entrypoint stops before anything is initialised.`,
    zh: `MYSQL_USER 和 MYSQL_PASSWORD 用来创建额外的用户；root 本来就存在，使用 MYSQL_ROOT_PASSWORD。
      入口脚本在初始化之前就停止了。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'remove-the-user',
      title: { en: 'Remove MYSQL_USER, or give it another name', zh: '删掉 MYSQL_USER，或换一个名字' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: `In the environment of ${service}.`, zh: `在 ${service} 的 environment 里。` },
          {
            before: 'MYSQL_USER: root\nMYSQL_PASSWORD: …',
            after: 'MYSQL_ROOT_PASSWORD: …',
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'docker-library/mysql', path: 'template/docker-entrypoint.sh', symbol: 'docker_verify_minimum_env' },
  ],
});

export default mysqlUserRoot;

export const examples: ExamplesOf<typeof mysqlUserRoot> = [
  {
    name: 'MySQL 8',
    log: `db-1  | 2026-11-22 13:30:31+00:00 [ERROR] [Entrypoint]: MYSQL_USER="root", MYSQL_USER and MYSQL_PASSWORD are for configuring a regular user and cannot be used for the root user
db-1  |     Remove MYSQL_USER="root" and use one of the following to control the root user password:
db-1 exited with code 1
`,
    matches: { service: 'db' },
    verdict: 'confirmed',
  },
  {
    name: 'root is refused at login',
    log: `app-1  | ERROR 1045 (28000): Access denied for user 'root'@'172.18.0.3' (using password: YES)
app-1 exited with code 1
`,
    matches: false,
    is: 'mysql-access-denied-stale-volume',
  },
];
