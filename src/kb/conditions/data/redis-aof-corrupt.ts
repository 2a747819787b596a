import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const redisAofCorrupt = condition({
  id: 'redis-aof-corrupt',
  stage: 'data',
  title: { en: 'The append-only file of Redis is damaged', zh: 'Redis 的 AOF 文件损坏' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'Bad file format reading the append only file',
        'Unexpected end of file reading the append only file',
        'Wrong signature trying to load DB from file',
        'Short read or OOM loading DB. Unrecoverable error',
      ],
      strength: 'states',
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'redis' }),

  yieldsTo: ['disk-io-error', 'filesystem-readonly'],
  headline: ({ service }) => ({
    en: `${service} cannot load its data: the file is cut short or damaged`,
    zh: `${service} 无法载入数据：文件被截断或损坏`,
  }),
  why: {
    en: `Redis replays the file at the start and stops where it makes no sense. Mostly the last write was cut off by a full disk or a kill.
      The repair tool cuts the file there: what came after is lost, so work on a copy.`,
    zh: `Redis 启动时重放该文件，遇到无法理解之处就停止。多半是磁盘写满或进程被杀，最后一次写入被截断。
      修复工具会从那里截断文件，其后的内容会丢失，所以请先复制。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'copy-then-check',
      title: { en: 'Copy the file, then see what the check tool would do', zh: '先复制文件，再看检查工具会怎么做' },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'cp', `${service}:/data`, './redis-data-copy']),
        look(
          inService(
            service,
            'sh',
            '-c',
            'ls -la /data /data/appendonlydir; redis-check-aof /data/appendonlydir/*.manifest',
          ),
        ),
      ],
    },
    {
      id: 'fix-the-copy',
      title: {
        en: 'With the copy in a safe place, let the tool cut the damaged end',
        zh: '副本妥善保存后，让工具截去损坏的尾部',
      },
      risk: 'destructive',
      loses: { en: 'Writes after the damaged place in the append-only file.', zh: 'AOF 文件损坏处之后的写入。' },
      steps: [
        advise(
          'Run redis-check-aof --fix on the file while the server is stopped.',
          '在服务器停止时，对该文件运行 redis-check-aof --fix。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'redis/redis', path: 'src/aof.c', symbol: 'loadSingleAppendOnlyFile' }],
});

export default redisAofCorrupt;

export const examples: ExamplesOf<typeof redisAofCorrupt> = [
  {
    name: 'after a full disk',
    log: `redis-1  | 1:M 22 Nov 2026 13:31:15.160 # Bad file format reading the append only file appendonly.aof.1.incr.aof: make a backup of your AOF file, then use ./redis-check-aof --fix <filename>
redis-1 exited with code 1
`,
    matches: { service: 'redis' },
    verdict: 'confirmed',
  },
  {
    name: 'the dump is of a newer version',
    log: `redis-1  | 1:M 22 Nov 2026 13:31:15.160 # Can't handle RDB format version 12
redis-1 exited with code 1
`,
    matches: false,
    is: 'redis-rdb-version',
  },
];
