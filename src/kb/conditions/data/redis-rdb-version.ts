import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const redisRdbVersion = condition({
  id: 'redis-rdb-version',
  stage: 'data',
  title: {
    en: 'The Redis dump was written by a newer or another server',
    zh: 'Redis 的快照由更新的或另一种服务器写成',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: ["Can't handle RDB format version ", "Can't handle the AOF file format"],
      pattern: /(?:RDB format version (?<version>\d{1,4}))?/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ version: group('version'), service: event.service ?? 'redis' }),

  headline: ({ service }) => ({
    en: `${service} cannot read its dump: a newer server wrote it`,
    zh: `${service} 读不了自己的快照：它由更新的服务器写成`,
  }),
  why: {
    en: `Redis reads dumps of older versions, never of newer ones; Redis and Valkey went separate ways after 7.2. The image was lowered or changed.
      The dump is intact.`,
    zh: `Redis 能读旧版本的快照，不能读新版本的；Redis 与 Valkey 在 7.2 之后分道扬镳。镜像被降级或更换了。快照完好。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'use-the-newer-image',
      title: { en: 'Go back to the image that wrote the dump', zh: '换回写出该快照的镜像' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Pin the version that was used before.', zh: '固定之前使用的版本。' },
          { after: 'image: redis:<the newer version>' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
    {
      id: 'new-volume-for-a-cache',
      title: { en: 'If it is only a cache, start on a new volume', zh: '如果只是缓存，换一个新卷启动' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Name another volume; the old dump stays.', zh: '换一个卷名；旧快照保留。' },
          { after: 'volumes: ["redis-data2:/data"]' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'redis/redis', path: 'src/rdb.c', symbol: 'rdbLoadRioWithLoadingCtx' }],
});

export default redisRdbVersion;

export const examples: ExamplesOf<typeof redisRdbVersion> = [
  {
    name: 'from 7.4 back to 7.0',
    log: `redis-1  | 1:M 22 Nov 2026 13:31:15.160 # Can't handle RDB format version 12
redis-1  | 1:M 22 Nov 2026 13:31:15.160 # Fatal error loading the DB, check server logs. Exiting.
redis-1 exited with code 1
`,
    matches: { service: 'redis' },
    verdict: 'confirmed',
  },
  {
    name: 'an append-only file cut short',
    log: `redis-1  | 1:M 22 Nov 2026 13:31:15.160 # Unexpected end of file reading the append only file. You can: 1) Make a backup of your AOF file, then use ./redis-check-aof --fix <filename>.
redis-1 exited with code 1
`,
    matches: false,
    is: 'redis-aof-corrupt',
  },
];
