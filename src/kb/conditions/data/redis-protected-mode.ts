import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const redisProtectedMode = condition({
  id: 'redis-protected-mode',
  stage: 'data',
  title: { en: 'Redis accepts only local clients: protected mode', zh: 'Redis 只接受本机客户端：保护模式' },

  signatures: [{ on: ['output', 'error'], says: 'DENIED Redis is running in protected mode', strength: 'states' }],
  facts: (_group, event) => ({ service: event.service }),

  headline: ({ service }) => ({
    en: `Redis refuses ${service ?? 'the client'}: protected mode is on and no password is set`,
    zh: `Redis 拒绝了${service === undefined ? '客户端' : ` ${service}`}：保护模式已开启且没有设置密码`,
  }),
  why: {
    en: `Without a password and without an explicit bind address Redis serves only the loopback interface. The official image switches protected mode off
      by itself, but not when a redis.conf of one's own is mounted.`,
    zh: `没有密码、也没有明确的 bind 地址时，Redis 只服务回环接口。官方镜像会自动关闭保护模式，
      但挂载了自己的 redis.conf 时不会。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'set-a-password',
      title: { en: 'Set a password and use it in the URL', zh: '设置密码，并在 URL 中使用' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Give the server a password.', zh: '为服务器设置密码。' },
          { after: 'command: redis-server --requirepass ${REDIS_PASSWORD:?}' },
        ),
        edit(
          'redis.conf',
          {
            en: 'If a redis.conf is mounted, let it listen on the network of the project.',
            zh: '如果挂载了 redis.conf，让它监听项目网络。',
          },
          { after: 'bind * -::*' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'redis/redis', path: 'src/networking.c', symbol: 'clientAcceptHandler' }],
});

export default redisProtectedMode;

export const examples: ExamplesOf<typeof redisProtectedMode> = [
  {
    name: 'a redis.conf of its own',
    log: `worker-1  | redis.exceptions.ResponseError: DENIED Redis is running in protected mode because protected mode is enabled and no password is set for the default user. In this mode connections are only accepted from the loopback interface.
worker-1 exited with code 1
`,
    matches: { service: 'worker' },
    verdict: 'confirmed',
  },
  {
    name: 'a password is wanted',
    log: `worker-1  | (error) NOAUTH Authentication required.
worker-1 exited with code 1
`,
    matches: false,
    is: 'redis-noauth',
  },
];
