import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const mssqlLoginFailed = condition({
  id: 'mssql-login-failed',
  stage: 'data',
  title: { en: 'SQL Server refuses the login or has no such database', zh: 'SQL Server 拒绝登录或没有该数据库' },

  signatures: [
    {
      on: 'output',
      says: ["Login failed for user '", 'Cannot open database "'],
      pattern:
        /(?:Login failed for user '(?<user>[^']{1,80})'|Cannot open database "(?<database>[^"]{1,120})" requested by the login)/,
      strength: 'states',
      when: ({ step, text }) =>
        step === undefined && !/Reason: An error occurred while evaluating|server is in script upgrade mode/.test(text),
    },
  ],
  facts: (group, event) => ({ user: group('user'), database: group('database'), service: event.service }),

  yieldsTo: ['mssql-oracle-requirements'],
  headline: ({ user, database }) => ({
    en:
      database === ''
        ? `SQL Server refuses the login of ${user}`
        : `SQL Server has no database ${database} for this login`,
    zh: database === '' ? `SQL Server 拒绝 ${user} 的登录` : `SQL Server 没有该登录可用的数据库 ${database}`,
  }),
  why: {
    en: `MSSQL_SA_PASSWORD is read once, when /var/opt/mssql is new; with a volume of before, the old password holds. The image creates no database and no login of your own. Beside it the server's log gives the state: 8 is a wrong password, 38 a missing database, 58 a login that is not for SQL authentication.`,
    zh: `MSSQL_SA_PASSWORD 只在 /var/opt/mssql 为新时读取一次；沿用旧卷时仍是旧密码。镜像不会创建任何数据库和自定义登录。服务器日志中的 State 说明原因：8 是密码错误，38 是没有数据库，58 是登录不支持 SQL 认证。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-the-state',
      title: { en: 'See which state the server notes', zh: '查看服务器记录的 State' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'logs', '--tail', '50', 'db'])],
    },
    {
      id: 'same-password',
      title: {
        en: 'Use the password the volume was made with, or change it inside',
        zh: '使用该卷创建时的密码，或在里面修改',
      },
      risk: 'disruptive',
      steps: [
        run(
          [
            'docker',
            'compose',
            'exec',
            'db',
            '/opt/mssql-tools18/bin/sqlcmd',
            '-C',
            '-S',
            'localhost',
            '-U',
            'sa',
            '-Q',
            "ALTER LOGIN sa WITH PASSWORD = '…'",
          ],
          'disruptive',
          { note: { en: 'Asks for the old one; the data stays.', zh: '会询问旧密码；数据保留。' } },
        ),
      ],
    },
    {
      id: 'create-the-database',
      title: { en: 'Create the database once, before the application', zh: '在应用之前先创建一次数据库' },
      risk: 'read',
      steps: [
        advise(
          'By a migration that may create it, or with sqlcmd -Q "CREATE DATABASE …".',
          '由有权创建的迁移来做，或用 sqlcmd -Q "CREATE DATABASE …"。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'dotnet/SqlClient', path: 'src/Microsoft.Data.SqlClient/src/Microsoft/Data/SqlClient/TdsParser.cs' },
  ],
});

export default mssqlLoginFailed;

export const examples: ExamplesOf<typeof mssqlLoginFailed> = [
  {
    name: 'the password',
    log: `api-1  | Unhandled exception. Microsoft.Data.SqlClient.SqlException (0x80131904): Login failed for user 'sa'.
api-1 exited with code 134
`,
    matches: { user: 'sa', service: 'api' },
  },
  {
    name: 'no database',
    log: `api-1  | Microsoft.Data.SqlClient.SqlException (0x80131904): Cannot open database "Shop" requested by the login. The login failed.
api-1 exited with code 134
`,
    matches: { database: 'Shop' },
  },
  {
    name: 'PostgreSQL',
    log: `api-1  | Npgsql.PostgresException (0x80004005): 3D000: database "shop" does not exist
api-1 exited with code 134
`,
    matches: false,
    is: 'pg-database-missing',
  },
];
