import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const pgAuthMethodClient = condition({
  id: 'pg-auth-method-client',
  stage: 'data',
  title: {
    en: 'The PostgreSQL client does not know how the server wants it to log in',
    zh: 'PostgreSQL 客户端不支持服务器要求的登录方式',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'authentication method 10 not supported',
        'SCRAM authentication requires libpq version 10 or above',
        'The authentication type 10 is not supported',
        'unknown authentication method: 10',
        'SCRAM authentication is not supported by this driver',
      ],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'no pg_hba.conf entry for host "',
      pattern: /no pg_hba\.conf entry for host "(?<host>[^"]{1,64})"/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ host: group('host'), service: event.service }),

  headline: ({ host, service }) => ({
    en:
      host === ''
        ? `The PostgreSQL driver of ${service ?? 'the application'} is too old for SCRAM logins`
        : `PostgreSQL has no rule in pg_hba.conf that admits ${host}`,
    zh:
      host === ''
        ? `${service === undefined ? '应用' : `${service} `}的 PostgreSQL 驱动太旧，不支持 SCRAM 登录`
        : `PostgreSQL 的 pg_hba.conf 中没有允许 ${host} 的规则`,
  }),
  why: {
    en: `Since PostgreSQL 14 passwords are stored for SCRAM-SHA-256 (method 10); drivers built before libpq 10 cannot answer it.
      A missing pg_hba.conf entry means that no rule fits the address, the user, the database or the encryption of this connection.
      The password was not even looked at.`,
    zh: `从 PostgreSQL 14 起，密码以 SCRAM-SHA-256（方法 10）保存；libpq 10 之前的驱动无法应答。
      pg_hba.conf 没有条目，则表示没有规则匹配该连接的地址、用户、数据库或加密方式。密码根本还没被检查。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'newer-driver',
      title: {
        en: 'Upgrade the driver (libpq, JDBC, psycopg2-binary, pg) in the image',
        zh: '升级镜像里的驱动（libpq、JDBC、psycopg2-binary、pg）',
      },
      risk: 'costly',
      steps: [
        advise(
          'Raise the version of the driver, or take a newer base image: Debian 9 and older bring libpq 9.',
          '升级驱动版本，或换较新的基础镜像：Debian 9 及更早自带 libpq 9。',
        ),
        run(['docker', 'compose', 'build', '--pull'], 'costly'),
      ],
    },
    {
      id: 'add-a-rule',
      title: { en: 'If an entry is missing: see which rules apply', zh: '如果缺的是规则：查看有哪些规则生效' },
      risk: 'read',
      steps: [
        look([
          'docker',
          'compose',
          'exec',
          '<database service>',
          'psql',
          '-U',
          'postgres',
          '-c',
          'SELECT line_number, type, database, user_name, address, auth_method FROM pg_hba_file_rules',
        ]),
      ],
    },
  ],

  sources: [
    { repo: 'postgres/postgres', path: 'src/interfaces/libpq/fe-auth.c', symbol: 'pg_fe_sendauth' },
    { repo: 'postgres/postgres', path: 'src/backend/libpq/auth.c', symbol: 'ClientAuthentication' },
  ],
});

export default pgAuthMethodClient;

export const examples: ExamplesOf<typeof pgAuthMethodClient> = [
  {
    name: 'an old libpq',
    log: `web-1  | django.db.utils.OperationalError: SCRAM authentication requires libpq version 10 or above
web-1 exited with code 1
`,
    matches: { service: 'web' },
    verdict: 'confirmed',
  },
  {
    name: 'the password is wrong',
    log: `web-1  | FATAL:  password authentication failed for user "app"
web-1 exited with code 1
`,
    matches: false,
    is: 'pg-password-differs',
  },
];
