import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { ProjectService } from '#core/model/probes/project.ts';
import { edit, run } from '#core/model/steps.ts';
import { comparePasswords, type ComparedPassword } from '../../shared/database-credentials.ts';
import { clientTakesPassword } from '../../shared/one-password.ts';
import { serverTakesPassword } from '../../shared/redis-password.ts';
import { placeOfVariable } from '../../shared/stack.ts';

const redisNoauth = condition({
  id: 'redis-noauth',
  stage: 'data',
  title: { en: 'Redis and its client disagree about the password', zh: 'Redis 与客户端的密码设置不一致' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'NOAUTH Authentication required',
        'WRONGPASS invalid username-password pair',
        'without any password configured for the default user',
        'Client sent AUTH, but no password is set',
        'NOAUTH HELLO must be called',
      ],
      pattern: /(?<code>NOAUTH|WRONGPASS|without any password|no password is set)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    // redis-py takes the code off and makes a class of it.
    {
      on: ['output', 'error'],
      says: [
        'AuthenticationError: Authentication required.',
        'AuthenticationError: invalid username-password pair or user is disabled.',
      ],
      pattern: /AuthenticationError: (?:(?<none>Authentication required)|(?<other>invalid username-password))/,
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({
    code: group('none') === '' ? (group('other') === '' ? group('code') : 'WRONGPASS') : 'NOAUTH',
    service: event.service,
  }),

  headline: ({ code, service }) => ({
    en:
      code === 'NOAUTH'
        ? `Redis wants a password and ${service ?? 'the client'} sent none`
        : code === 'WRONGPASS'
          ? `Redis knows another password than ${service ?? 'the client'} sent`
          : `${service ?? 'The client'} sends a password, but Redis has none`,
    zh:
      code === 'NOAUTH'
        ? `Redis 要求密码，而${service === undefined ? '客户端' : ` ${service} `}没有发送`
        : code === 'WRONGPASS'
          ? `${service === undefined ? '客户端' : `${service} `}发送的密码与 Redis 的不同`
          : `${service === undefined ? '客户端' : `${service} `}发送了密码，但 Redis 没有设置密码`,
  }),
  why: {
    en: `The connection works; the server compared requirepass or its ACL with what the client sent. An empty variable in the URL looks like no password.
      Redis itself has no variable for the password: the official image takes it only from command: or redis.conf.`,
    zh: `连接没有问题；服务器把 requirepass 或 ACL 与客户端发送的内容作了比较。URL 中的变量为空就等于没有密码。
      Redis 本身没有密码环境变量：官方镜像只从 command: 或 redis.conf 读取。`,
  },

  ahead: {
    asks: ['project.services'],
    finds: ({ 'project.services': services = [] }) =>
      comparePasswords(services, 'redis')
        .filter(({ isSame }) => !isSame)
        .map(({ database, client, variable, isUnsent }) => ({
          facts: { code: isUnsent ? 'NOAUTH' : 'WRONGPASS', service: client },
          // The password can also be in a variable of its own that only the program knows.
          how: isUnsent ? 'likely' : 'certain',
          tells: isUnsent
            ? {
                en: `${database} is started with --requirepass, and the URL in ${variable} has no password.`,
                zh: `${database} 以 --requirepass 启动，而 ${variable} 中的 URL 没有密码。`,
              }
            : {
                en: `The password in ${variable} is not the one after --requirepass of ${database}.`,
                zh: `${variable} 中的密码与 ${database} 的 --requirepass 不同。`,
              },
          at: placeOfVariable(client, variable),
          service: client,
        })),
  },

  evidence: {
    services: {
      probe: 'project.services',
      about: () => ({}),
      confirms: (services, facts) => disagreement(services, facts) !== undefined,
      // The server may have been started before the files were changed.
      refutes: () => false,
      tells: (services, facts) => {
        const { database, client, variable, isUnsent } = disagreement(services, facts) ?? {};
        return isUnsent === true
          ? {
              en: `${database} is started with --requirepass; ${variable} of ${client} has no password.`,
              zh: `${database} 以 --requirepass 启动；${client} 的 ${variable} 中没有密码。`,
            }
          : {
              en: `${database} is started with another password than ${variable} of ${client} has.`,
              zh: `${database} 启动时的密码与 ${client} 的 ${variable} 中的不同。`,
            };
      },
    },
  },

  retry: 'useless',
  remedies: ({ code, service }, { services = [] }) => [
    clientTakesPassword('redis', service, services),
    !['NOAUTH', 'WRONGPASS'].includes(code) && serverTakesPassword(service, services),
    {
      id: 'one-password',
      title: { en: 'Keep the password in one place and use it on both sides', zh: '密码只写一处，两边都引用它' },
      risk: 'disruptive',
      steps: [
        edit('.env', { en: 'Keep one REDIS_PASSWORD.', zh: '只保留一个 REDIS_PASSWORD。' }),
        edit(
          'compose.yaml',
          {
            en: `Use it for the server and in the URL of ${service ?? 'the client'}.`,
            zh: `服务器和${service === undefined ? '客户端' : ` ${service} `}的 URL 都引用它。`,
          },
          {
            after:
              'redis:\n  command: redis-server --requirepass ${REDIS_PASSWORD:?}\napp:\n  environment:\n    REDIS_URL: redis://:${REDIS_PASSWORD}@redis:6379/0',
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'redis/redis-py', path: 'redis/_parsers/base.py', symbol: 'BaseParser.EXCEPTION_CLASSES' },
    { repo: 'redis/redis', path: 'src/acl.c', symbol: 'authCommand' },
    { repo: 'redis/redis', path: 'src/server.c', symbol: 'processCommand' },
  ],
});

/** What the files say of the very failure: no password for NOAUTH, another one for WRONGPASS, between the service that complained and its server. */
function disagreement(
  services: readonly ProjectService[],
  { code, service }: { readonly code: string; readonly service: string | undefined },
): ComparedPassword | undefined {
  if (service === undefined || !['NOAUTH', 'WRONGPASS'].includes(code)) return undefined;
  return comparePasswords(services, 'redis').find(
    ({ client, database, isSame, isUnsent }) =>
      [client, database].includes(service) && !isSame && isUnsent === (code === 'NOAUTH'),
  );
}

export default redisNoauth;

export const examples: ExamplesOf<typeof redisNoauth> = [
  {
    name: 'the password stands behind an option of the server',
    log: `app-1  | redis.exceptions.AuthenticationError: Authentication required.
`,
    matches: { code: 'NOAUTH', service: 'app' },
    project: {
      'compose.yaml': `services:
  redis:
    image: redis:7
    command: redis-server --requirepass one
  app:
    image: shop
    environment: { REDIS_URL: "redis://redis:6379/0" }
`,
    },
    speaks: ['for'],
    verdict: 'confirmed',
    remedies: ['url-takes-the-password', 'one-password'],
  },
  {
    name: 'the files agree: who is asked for a password is not seen in them',
    log: `app-1  | redis.exceptions.AuthenticationError: Authentication required.
`,
    matches: { code: 'NOAUTH', service: 'app' },
    project: {
      'compose.yaml': `services:
  redis:
    image: redis:7
    command: redis-server --requirepass one
  app:
    image: shop
    environment: { REDIS_URL: "redis://:one@redis:6379/0" }
`,
    },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'no password in the URL',
    log: `worker-1  | redis.exceptions.AuthenticationError: NOAUTH Authentication required.
worker-1 exited with code 1
`,
    matches: { code: 'NOAUTH', service: 'worker' },
    verdict: 'confirmed',
    remedies: ['one-password'],
  },
  {
    name: 'redis-py, without the code',
    log: `app-1  | 2026-11-26 23:26:12,002 ERROR [app] health check failed: cache: AuthenticationError: Authentication required.
`,
    matches: { code: 'NOAUTH', service: 'app' },
    world: {},
    speaks: ['could-not-look'],
    verdict: 'suspected',
  },
  {
    name: 'the server has none, though its file may',
    log: `app-1  | redis.exceptions.AuthenticationError: AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?
`,
    matches: { code: 'without any password', service: 'app' },
    project: {
      'compose.yaml': `services:
  redis:
    image: redis:7
    command: redis-server /conf/redis.conf
  app:
    image: shop
    environment: { REDIS_URL: "redis://:one@redis:6379/0" }
`,
    },
    verdict: 'confirmed',
    remedies: ['running-server-takes-the-password', 'one-password'],
  },
  {
    name: 'host and password in variables of their own',
    log: `app-1  | redis.exceptions.AuthenticationError: WRONGPASS invalid username-password pair or user is disabled.
`,
    matches: { code: 'WRONGPASS', service: 'app' },
    project: {
      'compose.yaml': `services:
  redis:
    image: redis:7
    command: redis-server --requirepass one
  app:
    image: shop
    environment: { REDIS_HOST: redis, REDIS_PASSWORD: two }
`,
    },
    speaks: ['for'],
    verdict: 'confirmed',
    remedies: ['client-takes-the-password', 'one-password'],
  },
  {
    name: 'protected mode',
    log: `worker-1  | redis.exceptions.ResponseError: DENIED Redis is running in protected mode because protected mode is enabled and no password is set for the default user. In this mode connections are only accepted from the loopback interface.
worker-1 exited with code 1
`,
    matches: false,
    is: 'redis-protected-mode',
  },
];

export const aheadExamples: AheadExamplesOf<typeof redisNoauth> = [
  {
    name: 'Redis has a password, one client none and the other a wrong one',
    project: {
      'compose.yaml': `services:
  redis:
    image: redis:7
    command: redis-server --requirepass secret
  worker:
    image: shop
    environment:
      REDIS_URL: redis://:other@redis:6379/0
  app:
    image: shop
    environment:
      REDIS_URL: redis://redis:6379/0
`,
    },
    finds: [
      { facts: { code: 'WRONGPASS', service: 'worker' }, how: 'certain', at: 'compose.yaml:8' },
      { facts: { code: 'NOAUTH', service: 'app' }, how: 'likely', at: 'compose.yaml:12' },
    ],
  },
  {
    name: 'the same password in both',
    project: {
      'compose.yaml': `services:
  redis:
    image: redis:7
    command: ["redis-server", "--requirepass", "secret"]
  app:
    image: shop
    environment: { REDIS_URL: "redis://:secret@redis:6379/0" }
`,
    },
    finds: [],
  },
];
