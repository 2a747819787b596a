import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, run } from '#core/model/steps.ts';

const mysqlAuthPlugin = condition({
  id: 'mysql-auth-plugin',
  stage: 'data',
  title: {
    en: 'MySQL client and server do not share an authentication plugin',
    zh: 'MySQL 客户端与服务器没有共同的认证插件',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        "Authentication plugin 'caching_sha2_password' cannot be loaded",
        "Authentication plugin 'caching_sha2_password' reported error",
        'Client does not support authentication protocol requested by server',
        "Plugin 'mysql_native_password' is not loaded",
        "Authentication plugin 'mysql_native_password' cannot be loaded",
        'Public Key Retrieval is not allowed',
        'RSA Encryption not supported - caching_sha2_password',
        'The server requested authentication method unknown to the client',
        "'cryptography' package is required for sha256_password or caching_sha2_password",
      ],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service }),

  headline: ({ service }) => ({
    en: `The MySQL driver of ${service ?? 'the application'} cannot do the login method the server asks for`,
    zh: `${service === undefined ? '应用' : `${service} `}的 MySQL 驱动不支持服务器要求的登录方式`,
  }),
  why: {
    en: `MySQL 8 logs users in with caching_sha2_password, and 8.4 and 9 no longer load mysql_native_password. Old drivers know only the latter;
      newer ones may need a key, TLS or an extra package. The password itself is not the problem.`,
    zh: `MySQL 8 默认用 caching_sha2_password 登录，8.4 和 9 不再加载 mysql_native_password。
      旧驱动只会后者；新驱动可能还需要公钥、TLS 或额外的包。问题不在密码本身。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'newer-driver',
      title: { en: 'Use a driver that knows caching_sha2_password', zh: '使用支持 caching_sha2_password 的驱动' },
      risk: 'costly',
      steps: [
        advise(
          'Node: mysql2 instead of mysql. Python: PyMySQL with cryptography, or mysqlclient. PHP: 7.4 or newer. JDBC, in development: allowPublicKeyRetrieval=true&useSSL=false.',
          'Node：用 mysql2 代替 mysql。Python：PyMySQL 加 cryptography，或 mysqlclient。PHP：7.4 以上。JDBC（开发环境）：allowPublicKeyRetrieval=true&useSSL=false。',
        ),
        run(['docker', 'compose', 'build'], 'costly'),
      ],
    },
    {
      id: 'change-the-account',
      title: { en: 'Move the account to the current plugin', zh: '把账号改为当前的插件' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'compose', 'exec', '<database service>', 'mysql', '-u', 'root', '-p'], 'disruptive', {
          note: {
            en: "Then: ALTER USER 'app'@'%' IDENTIFIED WITH caching_sha2_password BY '…';",
            zh: "然后执行：ALTER USER 'app'@'%' IDENTIFIED WITH caching_sha2_password BY '…';",
          },
        }),
      ],
    },
  ],

  sources: [
    { repo: 'mysql/mysql-server', path: 'sql-common/client.cc', symbol: 'run_plugin_auth' },
    { repo: 'mysqljs/mysql', path: 'lib/protocol/packets/ErrorPacket.js' },
  ],
});

export default mysqlAuthPlugin;

export const examples: ExamplesOf<typeof mysqlAuthPlugin> = [
  {
    name: 'Node with the old driver',
    log: `api-1  | Error: ER_NOT_SUPPORTED_AUTH_MODE: Client does not support authentication protocol requested by server; consider upgrading MySQL client
api-1 exited with code 1
`,
    matches: { service: 'api' },
    verdict: 'confirmed',
  },
  {
    name: 'the password is wrong',
    log: `api-1  | Error: ER_ACCESS_DENIED_ERROR: Access denied for user 'app'@'172.18.0.3' (using password: YES)
api-1 exited with code 1
`,
    matches: false,
    is: 'mysql-access-denied-stale-volume',
  },
];
