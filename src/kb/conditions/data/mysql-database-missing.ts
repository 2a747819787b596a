import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const mysqlDatabaseMissing = condition({
  id: 'mysql-database-missing',
  stage: 'data',
  title: { en: 'The MySQL server has no database of that name', zh: 'MySQL 服务器上没有这个名字的数据库' },

  signatures: [
    {
      on: 'output',
      says: "Unknown database '",
      pattern: /Unknown database '(?<database>[^']{1,64})'/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ database: group('database'), service: event.service }),

  yieldsTo: ['mysql-access-denied-stale-volume'],
  headline: ({ database, service }) => ({
    en: `${service ?? 'The application'} asks for the database ${database}, which the server does not have`,
    zh: `${service ?? '应用'}要用数据库 ${database}，但服务器上没有`,
  }),
  why: {
    en: `The login worked; only the database is missing. The image creates MYSQL_DATABASE (MARIADB_DATABASE) once, when the volume is empty: a name that was changed or added later is not created. Names are case-sensitive on Linux.`,
    zh: `登录成功，只是没有这个数据库。镜像只在卷为空时创建一次 MYSQL_DATABASE（MARIADB_DATABASE）：之后修改或新增的名字不会被创建。在 Linux 上库名区分大小写。`,
  },

  retry: 'useless',
  remedies: ({ database }) => [
    {
      id: 'list-databases',
      title: { en: 'See which databases there are', zh: '查看有哪些数据库' },
      risk: 'read',
      steps: [
        look([
          'docker',
          'compose',
          'exec',
          'db',
          'sh',
          '-c',
          'MYSQL_PWD="${MYSQL_ROOT_PASSWORD:-$MARIADB_ROOT_PASSWORD}" mysql -uroot -e "SHOW DATABASES" || MYSQL_PWD="$MARIADB_ROOT_PASSWORD" mariadb -uroot -e "SHOW DATABASES"',
        ]),
      ],
    },
    {
      id: 'create-it',
      title: { en: 'Create it, next to what is there', zh: '新建该数据库，已有的不动' },
      risk: 'reversible',
      steps: [
        run(
          [
            'docker',
            'compose',
            'exec',
            'db',
            'sh',
            '-c',
            'MYSQL_PWD="$MYSQL_ROOT_PASSWORD" mysql -uroot -e "CREATE DATABASE IF NOT EXISTS $0"',
            database,
          ],
          'reversible',
          {
            note: {
              en: 'db stands for the service of the database. The user needs rights on it too: GRANT ALL ON … TO ….',
              zh: 'db 代表数据库服务的名字。用户还需要权限：GRANT ALL ON … TO …。',
            },
          },
        ),
      ],
    },
    {
      id: 'use-the-right-name',
      title: { en: 'Or correct the name the application asks for', zh: '或改正应用使用的库名' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'One name in both places.', zh: '两处使用同一个名字。' },
          { after: `MYSQL_DATABASE: ${database}` },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'mysql/mysql-server', path: 'share/messages_to_clients.txt', symbol: 'ER_BAD_DB_ERROR' },
    { repo: 'docker-library/mysql', path: '8.4/docker-entrypoint.sh', symbol: 'docker_setup_db' },
  ],
});

export default mysqlDatabaseMissing;

export const examples: ExamplesOf<typeof mysqlDatabaseMissing> = [
  {
    name: 'Python',
    log: `app-1  | sqlalchemy.exc.OperationalError: (pymysql.err.OperationalError) (1049, "Unknown database 'shop'")
app-1 exited with code 1
`,
    matches: { database: 'shop', service: 'app' },
  },
  {
    name: 'Laravel',
    log: `php-1  | SQLSTATE[HY000] [1049] Unknown database 'laravel' (Connection: mysql, SQL: select * from information_schema.tables)
php-1 exited with code 1
`,
    matches: { database: 'laravel' },
  },
  {
    name: 'a table is missing',
    log: `app-1  | ProgrammingError: (1146, "Table 'shop.orders' doesn't exist")
app-1 exited with code 1
`,
    matches: false,
    is: 'migrations-not-run',
  },
];
