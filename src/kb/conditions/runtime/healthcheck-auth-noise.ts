import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const healthcheckAuthNoise = condition({
  id: 'healthcheck-auth-noise',
  stage: 'runtime',
  role: 'warning',
  title: {
    en: 'A health check asks PostgreSQL as a user that does not exist',
    zh: '健康检查用不存在的用户访问 PostgreSQL',
  },

  signatures: [{ on: 'output', says: 'role "root" does not exist', pattern: /FATAL: {1,2}role "root" does not exist/ }],
  facts: (_group, event) => ({ service: event.service ?? 'postgres' }),

  headline: ({ service }) => ({
    en: `The health check of ${service} runs pg_isready or psql without -U and fills the log`,
    zh: `${service} 的健康检查运行 pg_isready 或 psql 时没有 -U，日志被刷屏`,
  }),
  why: {
    en: `Without -U the tools use the name of the system user, root. The line repeats with the interval of the check.
      pg_isready still reports success, so this is noise and hides the real error.`,
    zh: `不加 -U 时工具使用系统用户名 root。该行按检查间隔重复出现。
      pg_isready 仍然报告成功，所以这只是噪声，却会掩盖真正的错误。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'name-user-and-database',
      title: { en: 'Name the user and the database in the check', zh: '在检查命令里写明用户和数据库' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: `Change the health check of ${service}.`, zh: `修改 ${service} 的健康检查。` },
          {
            after: 'test: ["CMD-SHELL", "pg_isready -U $$POSTGRES_USER -d $$POSTGRES_DB"]',
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'postgres/postgres', path: 'src/backend/utils/init/miscinit.c', symbol: 'InitializeSessionUserId' },
  ],
});

export default healthcheckAuthNoise;

export const examples: ExamplesOf<typeof healthcheckAuthNoise> = [
  {
    name: 'every five seconds',
    log: `db-1  | 2026-11-22 13:54:39.145 UTC [61] FATAL:  role "root" does not exist
db-1  | 2026-11-22 13:54:44.145 UTC [69] FATAL:  role "root" does not exist
`,
    matches: { service: 'db' },
  },
  {
    name: 'the role of the application',
    log: `db-1  | 2026-11-22 13:54:39.145 UTC [61] FATAL:  role "shop" does not exist
api-1 exited with code 1
`,
    matches: false,
    is: 'pg-role-missing',
  },
];
