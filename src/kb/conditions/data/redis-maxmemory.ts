import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const redisMaxmemory = condition({
  id: 'redis-maxmemory',
  stage: 'data',
  title: { en: 'Redis reached its own memory limit and may not evict', zh: 'Redis 达到自己的内存上限，且不允许淘汰' },

  signatures: [
    { on: ['output', 'error'], says: "OOM command not allowed when used memory > 'maxmemory'", strength: 'states' },
  ],
  facts: (_group, event) => ({ service: event.service }),

  headline: () => ({
    en: 'Redis refuses writes: used memory is above maxmemory',
    zh: 'Redis 拒绝写入：已用内存超过 maxmemory',
  }),
  why: {
    en: `maxmemory is a setting of Redis, not a limit of the container: nothing was killed. With maxmemory-policy noeviction (the default)
      writes fail once the limit is reached; with another policy, no key could be evicted.`,
    zh: `maxmemory 是 Redis 自身的设置，不是容器的限制：没有进程被杀。默认策略 noeviction 下，达到上限后写入会失败；
      若用其他策略，则表示已没有可淘汰的键。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-memory',
      title: { en: 'See the limit, the use and the policy', zh: '查看上限、用量和策略' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'exec', '<redis service>', 'redis-cli', 'info', 'memory'])],
    },
    {
      id: 'raise-the-limit',
      title: { en: 'Raise the limit', zh: '调高上限' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Stay below the memory of the container and of the machine.', zh: '要低于容器和机器的内存。' },
          { after: 'command: redis-server --maxmemory 512mb' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
    {
      id: 'let-a-cache-evict',
      title: { en: 'Or, if it is only a cache, let it drop old keys', zh: '或者，如果只是缓存，允许它丢弃旧键' },
      risk: 'destructive',
      loses: {
        en: 'Keys that were not used for the longest time, whenever memory runs out.',
        zh: '内存不足时，最久未使用的键。',
      },
      steps: [
        edit(
          'compose.yaml',
          { en: 'For a pure cache only.', zh: '只适合纯缓存。' },
          { after: 'command: redis-server --maxmemory 512mb --maxmemory-policy allkeys-lru' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'redis/redis', path: 'src/server.c', symbol: 'createSharedObjects' }],
});

export default redisMaxmemory;

export const examples: ExamplesOf<typeof redisMaxmemory> = [
  {
    name: 'a client',
    log: `worker-1  | redis.exceptions.OutOfMemoryError: OOM command not allowed when used memory > 'maxmemory'.
worker-1 exited with code 1
`,
    matches: { service: 'worker' },
    verdict: 'confirmed',
  },
  {
    name: 'the kernel killed something',
    log: `worker-1  | Out of memory: Killed process 1234 (python)
worker-1 exited with code 137
`,
    matches: false,
  },
];
