import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';

const migrationLockHeld = condition({
  id: 'migration-lock-held',
  stage: 'data',
  title: { en: 'Another run holds the lock of the migrations', zh: '迁移锁被另一次运行占用' },

  signatures: [
    {
      on: 'output',
      says: [
        'Could not acquire change log lock',
        "can't acquire database lock",
        'Migration table is already locked',
        'Unable to acquire Flyway advisory lock',
        'Timed out trying to acquire a postgres advisory lock',
      ],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service }),

  headline: ({ service }) => ({
    en: `${service ?? 'The migration'} waits for a lock that an earlier or parallel run holds`,
    zh: `${service ?? '迁移'}在等待另一次（先前或并行的）运行所持的锁`,
  }),
  why: {
    en: `Liquibase, Knex and others take a lock in the database so that two copies of a service do not migrate at once. A run that was killed leaves it behind; several replicas that start together take turns, and the last ones give up.`,
    zh: `Liquibase、Knex 等会在数据库中加锁，避免同一服务的两个副本同时迁移。被杀掉的运行会留下锁；多个副本同时启动时轮流等待，最后的会放弃。`,
  },

  retry: 'unknown',
  remedies: ({ service }) => [
    {
      id: 'see-who-holds-it',
      title: { en: 'See whether another run is still at work', zh: '查看是否有别的运行仍在进行' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'ps', '-a'])],
    },
    {
      id: 'release-it',
      title: { en: 'If none is: release the lock with the tool itself', zh: '如果没有：用工具自己释放锁' },
      risk: 'disruptive',
      steps: [
        advise(
          'liquibase release-locks · knex migrate:unlock · Prisma: end the connection that hangs. Then start the service again.',
          'liquibase release-locks · knex migrate:unlock · Prisma：结束挂起的连接。然后重新启动服务。',
        ),
        run(['docker', 'compose', 'up', '-d', ...(service === undefined ? [] : [service])], 'disruptive'),
      ],
    },
    {
      id: 'migrate-once',
      title: { en: 'Migrate in a service of its own, before the others', zh: '用单独的服务先完成迁移' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'The application waits for it.', zh: '应用等待它完成。' },
          { after: 'depends_on:\n  migrate:\n    condition: service_completed_successfully' },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'liquibase/liquibase',
      path: 'liquibase-standard/src/main/java/liquibase/lockservice/StandardLockService.java',
    },
    { repo: 'knex/knex', path: 'lib/migrations/migrate/Migrator.js' },
  ],
});

export default migrationLockHeld;

export const examples: ExamplesOf<typeof migrationLockHeld> = [
  {
    name: 'Liquibase',
    log: `app-1  | liquibase.exception.LockException: Could not acquire change log lock.  Currently locked by 9c1f (172.18.0.4) since 1/1/26, 10:00 AM
app-1 exited with code 1
`,
    matches: { service: 'app' },
  },
  {
    name: 'the history does not fit',
    log: `app-1  | Validate failed: Migrations have failed validation
app-1 exited with code 1
`,
    matches: false,
    is: 'migration-history-mismatch',
  },
];
