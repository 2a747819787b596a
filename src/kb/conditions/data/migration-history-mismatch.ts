import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, run } from '#core/model/steps.ts';

const migrationHistoryMismatch = condition({
  id: 'migration-history-mismatch',
  stage: 'data',
  title: { en: 'The migrations do not fit what the database has already seen', zh: '迁移脚本与数据库的历史不一致' },

  signatures: [
    {
      on: 'output',
      says: [
        'Migrations have failed validation',
        'Migration checksum mismatch for migration version',
        'Detected failed migration to version',
        'Detected resolved migration not applied to database',
        'Found non-empty schema',
        'contains a failed migration to version',
      ],
      pattern:
        /(?<reason>Migration checksum mismatch for migration version [\w.]{1,40}|Detected failed migration to version [\w.]{1,40}|Detected resolved migration not applied to database: [\w.]{1,40}|Found non-empty schema\(s\) [^\n]{1,80}? but no schema history table|contains a failed migration to version [\w.]{1,40}|Migrations have failed validation)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        "Can't locate revision identified by '",
        'Multiple head revisions are present',
        'migrate found failed migrations in the target database',
        'The database schema is not empty. Read more about how to baseline',
        'InconsistentMigrationHistory: ',
        'Conflicting migrations detected; multiple leaf nodes',
        'Dirty database version ',
        'change sets check sum',
      ],
      pattern:
        /(?<reason>Can't locate revision identified by|Multiple head revisions|migrate found failed migrations|The database schema is not empty|InconsistentMigrationHistory: [^\n]{1,160}|Conflicting migrations detected|Dirty database version \d{1,20}|change sets check sum)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ reason: group('reason'), service: event.service }),

  yieldsTo: ['pg-extension-missing', 'pg-database-missing', 'mysql-database-missing'],
  headline: ({ reason, service }) => ({
    en: `${service ?? 'The migration'} stops: ${reason}`,
    zh: `${service ?? '迁移'}停止：${reason}`,
  }),
  why: {
    en: `The tool keeps a table of the migrations it has run and compares. A migration was edited or deleted after it had run, a branch was switched while the volume stayed, one failed half-way, or the database was made by other means. The tool stops on purpose, so that nothing is lost.`,
    zh: `迁移工具用一张表记录执行过的迁移并进行比对。迁移在执行后被修改或删除、切换了分支而卷没变、某次迁移中途失败，或数据库是用别的方式建立的。工具有意停下，以免丢失数据。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-the-history',
      title: { en: 'Compare the history with the files', zh: '比较历史与文件' },
      risk: 'read',
      steps: [
        advise(
          'flyway info · alembic history and alembic current · prisma migrate status · manage.py showmigrations.',
          'flyway info · alembic history 与 alembic current · prisma migrate status · manage.py showmigrations。',
        ),
      ],
    },
    {
      id: 'bring-back-the-files',
      title: { en: 'Bring back the migrations that the database has seen', zh: '找回数据库已执行过的迁移文件' },
      risk: 'read',
      steps: [
        advise(
          'Check out the state in which they ran, or undo the edit and put the change into a new migration.',
          '检出当时的版本，或撤销修改，把变更写进新的迁移。',
        ),
      ],
    },
    {
      id: 'correct-the-history',
      title: { en: 'Or, after a dump, tell the tool what is true', zh: '或在备份之后，告诉工具真实情况' },
      risk: 'disruptive',
      steps: [
        run(
          [
            'docker',
            'compose',
            'exec',
            'db',
            'sh',
            '-c',
            'pg_dump -U "$POSTGRES_USER" "${POSTGRES_DB:-$POSTGRES_USER}" > /tmp/before.sql',
          ],
          'reversible',
        ),
        advise(
          'flyway repair or baseline · alembic stamp · prisma migrate resolve · manage.py migrate --fake. None of them changes tables, only the history.',
          'flyway repair 或 baseline · alembic stamp · prisma migrate resolve · manage.py migrate --fake。它们只改历史，不改表。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'flyway/flyway', path: 'flyway-core/src/main/java/org/flywaydb/core/internal/info/MigrationInfoImpl.java' },
    { repo: 'sqlalchemy/alembic', path: 'alembic/script/revision.py' },
    { repo: 'prisma/prisma-engines', path: 'libs/user-facing-errors/src/schema_engine.rs' },
    { repo: 'django/django', path: 'django/db/migrations/loader.py' },
    { repo: 'golang-migrate/migrate', path: 'migrate.go', symbol: 'ErrDirty' },
  ],
});

export default migrationHistoryMismatch;

export const examples: ExamplesOf<typeof migrationHistoryMismatch> = [
  {
    name: 'Flyway',
    log: `app-1  | org.flywaydb.core.api.exception.FlywayValidateException: Validate failed: Migrations have failed validation
app-1  | Migration checksum mismatch for migration version 3
app-1 exited with code 1
`,
    matches: { service: 'app' },
  },
  {
    name: 'a schema without history',
    log: `app-1  | Caused by: org.flywaydb.core.api.FlywayException: Found non-empty schema(s) "public" but no schema history table. Use baseline() or set baselineOnMigrate to true to initialize the schema history table.
app-1 exited with code 1
`,
    matches: { reason: 'Found non-empty schema(s) "public" but no schema history table' },
  },
  {
    name: 'Alembic',
    log: `api-1  | alembic.util.exc.CommandError: Can't locate revision identified by '1975ea83b712'
api-1 exited with code 1
`,
    matches: { service: 'api' },
  },
  {
    name: 'Prisma',
    log: `web-1  | Error: P3009
web-1  | 
web-1  | migrate found failed migrations in the target database, new migrations will not be applied.
web-1 exited with code 1
`,
    matches: { service: 'web' },
  },
  {
    name: 'no table yet',
    log: `app-1  | django.db.utils.ProgrammingError: relation "shop_order" does not exist
app-1 exited with code 1
`,
    matches: false,
    is: 'migrations-not-run',
  },
];
