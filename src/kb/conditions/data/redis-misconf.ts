import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run, shell } from '#core/model/steps.ts';

const redisMisconf = condition({
  id: 'redis-misconf',
  stage: 'data',
  title: { en: 'Redis cannot save its snapshot and refuses writes', zh: 'Redis 无法保存快照，因此拒绝写入' },

  signatures: [
    { on: ['output', 'error'], says: 'MISCONF Redis is configured to save RDB snapshots', strength: 'states' },
    {
      on: 'output',
      says: [
        'Failed opening the temp RDB file',
        'Failed opening the RDB file',
        'Write error saving DB on disk',
        "Can't save in background: fork:",
      ],
      pattern:
        /(?:RDB file|Write error saving DB on disk|save in background).{0,300}?: ?(?<reason>Permission denied|No space left on device|Read-only file system|Cannot allocate memory)/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ reason: group('reason'), service: event.service }),

  yieldsTo: ['disk-io-error', 'filesystem-readonly'],
  headline: ({ reason }) => ({
    en: `Redis refuses writes because it cannot save its snapshot${reason === '' ? '' : `: ${reason}`}`,
    zh: `Redis 无法保存快照，因此拒绝写入${reason === '' ? '' : `：${reason}`}`,
  }),
  why: {
    en: `The last background save failed, and stop-writes-on-bgsave-error makes that visible to clients. The errno is in the log of the server:
      no space, no right to write /data, or no memory for the fork. If "dir" points to another place such as /etc/cron.d, the port is open
      to the Internet and was attacked.`,
    zh: `最近一次后台保存失败，stop-writes-on-bgsave-error 让客户端看到这一点。errno 在服务器的日志里：
      空间不足、无权写 /data，或 fork 时内存不够。如果 dir 变成了 /etc/cron.d 之类的路径，
      说明端口暴露在公网并已被攻击。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-why',
      title: { en: 'See why the save fails', zh: '查看保存失败的原因' },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'logs', '--tail', '50', 'redis']),
        look([
          'docker',
          'compose',
          'exec',
          'redis',
          'sh',
          '-c',
          'redis-cli config get dir; df -h /data; ls -ldn /data; id redis',
        ]),
      ],
    },
    {
      id: 'remove-the-reason',
      title: {
        en: 'Make room, give /data to redis, or allow the fork',
        zh: '腾出空间、把 /data 交给 redis，或允许 fork',
      },
      risk: 'disruptive',
      steps: [
        run(['docker', 'compose', 'exec', '-u', 'root', 'redis', 'chown', '-R', 'redis:redis', '/data'], 'disruptive', {
          note: { en: 'For "Permission denied".', zh: '针对 “Permission denied”。' },
        }),
        shell(
          'sudo sysctl -w vm.overcommit_memory=1',
          'wsl -d docker-desktop sysctl -w vm.overcommit_memory=1',
          'reversible',
          {
            note: { en: 'For "Cannot allocate memory".', zh: '针对 “Cannot allocate memory”。' },
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'redis/redis', path: 'src/server.c', symbol: 'writeCommandsGetDiskErrorMessage' },
    { repo: 'redis/redis', path: 'src/rdb.c', symbol: 'rdbSaveInternal' },
  ],
});

export default redisMisconf;

export const examples: ExamplesOf<typeof redisMisconf> = [
  {
    name: 'what a client sees',
    log: `worker-1  | redis.exceptions.ResponseError: MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk. Commands that may modify the data set are disabled.
worker-1 exited with code 1
`,
    matches: { service: 'worker' },
    verdict: 'confirmed',
  },
  {
    name: 'the warning of every start',
    log: `redis-1  | 1:M 22 Nov 2026 13:31:15.160 # WARNING Memory overcommit must be enabled! Without it, a background save or replication may fail under low memory condition.
redis-1  | 1:M 22 Nov 2026 13:31:15.160 * Ready to accept connections
`,
    matches: false,
    is: null,
  },
];
