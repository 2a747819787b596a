import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const rabbitmqAuthFailed = condition({
  id: 'rabbitmq-auth-failed',
  stage: 'data',
  title: { en: 'RabbitMQ refuses the user or the vhost', zh: 'RabbitMQ 拒绝该用户或 vhost' },

  signatures: [
    {
      on: 'output',
      says: ["' can only connect via localhost", "' - invalid credentials"],
      pattern: /login refused: user '(?<user>[^']{1,80})' (?:can only connect via localhost|- invalid credentials)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'ACCESS_REFUSED - Login was refused',
        'Exception (403) Reason: "username or password not allowed"',
        'username or password not allowed',
      ],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: ['NOT_ALLOWED - vhost ', 'NOT_ALLOWED - access to vhost '],
      pattern:
        /NOT_ALLOWED - (?:access to )?vhost '?(?<vhost>[^\s']{1,80})'? (?:not found|refused for user '(?<user>[^']{1,80})')/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ user: group('user'), vhost: group('vhost'), service: event.service }),

  headline: ({ user, vhost }) => ({
    en:
      vhost === ''
        ? `RabbitMQ refuses the login${user === '' ? '' : ` of ${user}`}`
        : `RabbitMQ has no vhost ${vhost}, or the user may not use it`,
    zh:
      vhost === ''
        ? `RabbitMQ 拒绝${user === '' ? '' : ` ${user} 的`}登录`
        : `RabbitMQ 没有 vhost ${vhost}，或该用户无权使用`,
  }),
  why: {
    en: `guest may only log in from the broker's own container; everybody else needs a user of their own. RABBITMQ_DEFAULT_USER, _PASS and _VHOST are read once, when the data folder is new: with a volume of before, the old user and password still hold.`,
    zh: `guest 只能从 broker 自己的容器登录；其他客户端需要自己的用户。RABBITMQ_DEFAULT_USER、_PASS 和 _VHOST 只在数据目录为新时读取一次：沿用旧卷时，仍是旧的用户和密码。`,
  },

  retry: 'useless',
  remedies: ({ user, vhost }) => [
    {
      id: 'list-users',
      title: { en: 'See which users and vhosts there are', zh: '查看有哪些用户和 vhost' },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'exec', 'rabbitmq', 'rabbitmqctl', 'list_users']),
        look(['docker', 'compose', 'exec', 'rabbitmq', 'rabbitmqctl', 'list_vhosts']),
      ],
    },
    {
      id: 'set-inside',
      title: { en: 'Add the user inside, next to what is there', zh: '在里面添加用户，已有的不动' },
      risk: 'reversible',
      steps: [
        run(
          [
            'docker',
            'compose',
            'exec',
            '-it',
            'rabbitmq',
            'rabbitmqctl',
            'add_user',
            user === '' || user === 'guest' ? 'app' : user,
          ],
          'reversible',
          {
            note: {
              en: 'Asks for the password; change_password instead if the user exists.',
              zh: '会询问密码；用户已存在时改用 change_password。',
            },
          },
        ),
        run(
          [
            'docker',
            'compose',
            'exec',
            'rabbitmq',
            'rabbitmqctl',
            'set_permissions',
            '-p',
            vhost === '' ? '/' : vhost,
            user === '' || user === 'guest' ? 'app' : user,
            '.*',
            '.*',
            '.*',
          ],
          'reversible',
        ),
      ],
    },
    {
      id: 'use-one-login',
      title: { en: 'Use the same login on both sides', zh: '两边使用同一登录' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'Of the broker, for a new volume; and the URL of the client.',
            zh: 'broker 的变量（用于新卷），以及客户端的 URL。',
          },
          {
            after:
              'environment:\n  RABBITMQ_DEFAULT_USER: app\n  RABBITMQ_DEFAULT_PASS: ${RABBITMQ_PASSWORD:?set it in .env}',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rabbitmq/rabbitmq-server', path: 'deps/rabbit/src/rabbit_reader.erl', symbol: 'auth_fail' },
    { repo: 'rabbitmq/rabbitmq-server', path: 'deps/rabbit/src/rabbit_access_control.erl' },
  ],
});

export default rabbitmqAuthFailed;

export const examples: ExamplesOf<typeof rabbitmqAuthFailed> = [
  {
    name: 'the client',
    log: `app-1  | pika.exceptions.ProbableAuthenticationError: ConnectionClosedByBroker: (403) 'ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.'
app-1 exited with code 1
`,
    matches: { service: 'app' },
  },
  {
    name: 'guest from another container',
    log: `rabbitmq-1  | 2026-01-01 10:00:00.000 [error] <0.700.0> PLAIN login refused: user 'guest' can only connect via localhost
app-1  | amqp: connection closed
app-1 exited with code 1
`,
    matches: { user: 'guest' },
  },
  {
    name: 'the cookie',
    log: `rabbitmq-1  | [error] Cookie file /var/lib/rabbitmq/.erlang.cookie must be accessible by owner only
rabbitmq-1 exited with code 1
`,
    matches: false,
    is: 'rabbitmq-cookie-or-perms',
  },
];
