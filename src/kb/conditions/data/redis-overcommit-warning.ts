import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { shell } from '#core/model/steps.ts';

const redisOvercommitWarning = condition({
  id: 'redis-overcommit-warning',
  stage: 'data',
  role: 'warning',
  title: { en: 'Redis warns about the memory overcommit of the host', zh: 'Redis 提醒宿主机的内存 overcommit 设置' },

  signatures: [
    { on: 'output', says: ['WARNING Memory overcommit must be enabled', 'WARNING overcommit_memory is set to 0'] },
  ],

  headline: () => ({
    en: 'Redis warns that vm.overcommit_memory is 0; it still starts',
    zh: 'Redis 提醒 vm.overcommit_memory 为 0；它仍会启动',
  }),
  why: {
    en: `With this setting the fork for a snapshot may fail when memory is short. It is printed on every start and is not the reason of a failure.`,
    zh: `在这一设置下，内存紧张时为快照执行的 fork 可能失败。每次启动都会打印，不是失败的原因。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'allow-overcommit',
      title: {
        en: 'Allow overcommit on the host of the engine, if you wish',
        zh: '需要的话，在引擎所在主机上允许 overcommit',
      },
      risk: 'reversible',
      steps: [
        shell(
          'sudo sysctl -w vm.overcommit_memory=1',
          'wsl -d docker-desktop sysctl -w vm.overcommit_memory=1',
          'reversible',
        ),
      ],
    },
  ],

  sources: [{ repo: 'redis/redis', path: 'src/syscheck.c', symbol: 'checkOvercommit' }],
});

export default redisOvercommitWarning;

export const examples: ExamplesOf<typeof redisOvercommitWarning> = [
  {
    name: 'at every start',
    log: `redis-1  | 1:M 22 Nov 2026 13:31:15.160 # WARNING Memory overcommit must be enabled! Without it, a background save or replication may fail under low memory condition.
redis-1  | 1:M 22 Nov 2026 13:31:15.160 * Ready to accept connections
`,
    matches: {},
  },
  {
    name: 'a save that did fail',
    log: `redis-1  | 1:M 22 Nov 2026 13:31:15.160 # Can't save in background: fork: Cannot allocate memory
`,
    matches: false,
    is: 'redis-misconf',
  },
];
