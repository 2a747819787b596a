import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const phpDatabaseDriverMissing = condition({
  id: 'php-database-driver-missing',
  stage: 'php',
  title: { en: 'PHP has no driver for this database', zh: 'PHP 没有该数据库的驱动' },

  signatures: [
    {
      on: 'output',
      says: [
        'could not find driver',
        'Call to undefined function mysqli_',
        'Class "mysqli" not found',
        'Call to undefined function pg_connect',
        'The PHP PDO MySQL extension',
        'missing the MySQL extension',
      ],
      pattern:
        /(?:could not find driver(?: \(Connection: (?<connection>\w{1,20}))?|function (?<function>mysqli_\w{1,30}|pg_connect)|Class "mysqli"|extension)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({
    kind: /pg/.test(group('connection') + group('function')) ? 'pgsql' : 'mysql',
    service: event.service,
  }),

  headline: ({ kind, service }) => ({
    en: `PHP in ${service ?? 'the container'} has no driver for ${kind === 'pgsql' ? 'PostgreSQL' : 'its database'}`,
    zh: `${service ?? '容器'}里的 PHP 没有${kind === 'pgsql' ? ' PostgreSQL ' : '数据库'}驱动`,
  }),
  why: {
    en: `The official php images bring PDO with SQLite only. pdo_mysql, mysqli and pdo_pgsql have to be built into the image, in the same stage that runs; a php.ini or another tag (cli, fpm, apache) does not bring them.`,
    zh: `官方 php 镜像只带 SQLite 的 PDO。pdo_mysql、mysqli 和 pdo_pgsql 需要在最终运行的那个 stage 中编译进镜像；php.ini 或其他标签（cli、fpm、apache）都不会带来它们。`,
  },

  retry: 'useless',
  remedies: ({ kind, service }) => [
    {
      id: 'list-extensions',
      title: { en: 'See which extensions it has', zh: '查看已有的扩展' },
      risk: 'read',
      steps: [look(inService(service, 'php', '-m'))],
    },
    {
      id: 'install-the-driver',
      title: { en: 'Build the driver into the image', zh: '把驱动编译进镜像' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'In the last stage.', zh: '写在最后一个 stage。' },
          {
            after:
              kind === 'pgsql'
                ? 'RUN apt-get update && apt-get install -y libpq-dev && docker-php-ext-install pdo_pgsql'
                : 'RUN docker-php-ext-install pdo_mysql mysqli',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'php/php-src', path: 'ext/pdo/pdo_dbh.c' },
    { repo: 'docker-library/php', path: 'docker-php-ext-install' },
  ],
});

export default phpDatabaseDriverMissing;

export const examples: ExamplesOf<typeof phpDatabaseDriverMissing> = [
  {
    name: 'Laravel',
    log: `app-1  | Illuminate\\Database\\QueryException: could not find driver (Connection: pgsql, SQL: select 1)
app-1 exited with code 1
`,
    matches: { kind: 'pgsql', service: 'app' },
  },
  {
    name: 'mysqli',
    log: `web-1  | PHP Fatal error:  Uncaught Error: Call to undefined function mysqli_connect() in /var/www/html/index.php:3
web-1 exited with code 255
`,
    matches: { kind: 'mysql' },
  },
  {
    name: 'the server refuses',
    log: `app-1  | SQLSTATE[HY000] [1049] Unknown database 'laravel'
app-1 exited with code 1
`,
    matches: false,
    is: 'mysql-database-missing',
  },
];
