import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';

const migrationsNotRun = condition({
  id: 'migrations-not-run',
  stage: 'data',
  title: { en: 'The database is there, but its tables are not', zh: '数据库存在，但里面没有应用的表' },

  signatures: [
    {
      on: ['output', 'error'],
      says: '" does not exist',
      pattern:
        /relation "(?!(?:\w+\.)?(?:schema_migrations|ar_internal_metadata|django_migrations|alembic_version|_prisma_migrations|knex_migrations|flyway_schema_history|databasechangelog\w*|migrations|SequelizeMeta|typeorm_metadata)")(?<table>[\w.]{1,80})" does not exist/,
      when: ({ step }) => step === undefined,
    },
    {
      on: ['output', 'error'],
      says: "' doesn't exist",
      pattern: /Table '(?<table>[\w.-]{1,120})' doesn't exist/,
      when: ({ step, text }) => step === undefined && !text.includes('privilege tables'),
    },
    {
      on: ['output', 'error'],
      says: 'no such table: ',
      pattern: /no such table: (?<table>[\w.]{1,80})/,
      when: ({ step }) => step === undefined,
    },
    {
      on: ['output', 'error'],
      says: ['chema-validation: missing ', 'chema validation: missing '],
      pattern: /chema[- ]validation: missing (?:table|column|sequence) \[(?<table>[\w.]{1,80})\]/,
      when: ({ step }) => step === undefined,
    },
    { on: 'output', says: ['ActiveRecord::PendingMigrationError', 'Migrations are pending'], strength: 'states' },
    {
      on: 'output',
      says: 'in the current database',
      pattern: /The table `(?<table>[\w.]{1,80})` does not exist in the current database/,
    },
  ],
  facts: (group, event) => ({ table: group('table'), service: event.service }),

  yieldsTo: ['pg-database-missing', 'pg-extension-missing', 'pg-corrupt'],
  headline: ({ table, service }) => ({
    en: `${service ?? 'The application'} finds no table ${table === '' ? 'of the current version' : table}: its migrations were not run on this database`,
    zh: `${service === undefined ? '应用' : `${service} `}找不到${table === '' ? '当前版本的表' : `表 ${table}`}：该数据库没有运行过迁移`,
  }),
  why: {
    en: `The login and the name of the database are right, the schema is missing. A fresh volume is empty until the migrations have run;
      or the step that runs them failed or was never started. It can also be the wrong database on the right server.`,
    zh: `登录和库名都对，缺的是表结构。新卷在运行迁移之前是空的；也可能负责迁移的步骤失败了或没有启动。
      还有可能是服务器对了、库选错了。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'look-at-migration',
      title: { en: 'See whether a migration service ran, and how it ended', zh: '查看迁移服务是否运行过、结果如何' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'ps', '-a']), look(['docker', 'compose', 'config', '--services'])],
    },
    {
      id: 'run-migrations',
      title: { en: "Run the application's migrations once", zh: '运行一次应用的迁移' },
      risk: 'disruptive',
      steps: [
        advise(
          `Back a database up first if it holds data: migrations change it. Run it with docker compose run --rm ${service ?? '<service>'} …: python manage.py migrate, alembic upgrade head, npx prisma migrate deploy, bin/rails db:migrate or php artisan migrate.`,
          `如果库中有数据，先备份：迁移会修改它。用 docker compose run --rm ${service ?? '<service>'} … 执行：python manage.py migrate、alembic upgrade head、npx prisma migrate deploy、bin/rails db:migrate 或 php artisan migrate。`,
        ),
        edit(
          'compose.yaml',
          { en: 'Let the application wait for a migration service.', zh: '让应用等待迁移服务完成。' },
          {
            after: 'depends_on:\n  migrate:\n    condition: service_completed_successfully',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'postgres/postgres', path: 'src/backend/parser/parse_relation.c', symbol: 'parserOpenTable' },
    { repo: 'rails/rails', path: 'activerecord/lib/active_record/migration.rb', symbol: 'PendingMigrationError' },
  ],
});

export default migrationsNotRun;

export const examples: ExamplesOf<typeof migrationsNotRun> = [
  {
    name: 'PostgreSQL',
    log: `api-1  | psycopg2.errors.UndefinedTable: relation "users" does not exist
api-1  | LINE 1: SELECT id FROM users
api-1 exited with code 1
`,
    matches: { table: 'users', service: 'api' },
  },
  {
    name: 'a migration tool looks for its own table first',
    log: `db-1  | 2026-11-22 13:54:39.145 UTC [61] ERROR:  relation "django_migrations" does not exist at character 25
api-1  | Applying contenttypes.0001_initial... OK
`,
    matches: false,
    is: null,
  },
  {
    name: 'the database itself is missing',
    log: `api-1  | FATAL:  database "users" does not exist
api-1 exited with code 1
`,
    matches: false,
    is: 'pg-database-missing',
  },
  {
    name: 'Hibernate validates the schema',
    log: `app-1  | Caused by: org.hibernate.tool.schema.spi.SchemaManagementException: Schema-validation: missing table [orders]
app-1 exited with code 1
`,
    matches: { table: 'orders' },
  },
];
