import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, run, shell } from '#core/model/steps.ts';

const ciRunnerLost = condition({
  id: 'ci-runner-lost',
  stage: 'ci',
  title: { en: 'The CI machine went away', zh: 'CI 机器失联' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'lost communication with the server',
        'The runner has received a shutdown signal',
        'The hosted runner encountered an error while running your job',
      ],
      pattern:
        /(?:The (?:self-hosted|hosted) runner[^\n]{0,120}lost communication with the server|The runner has received a shutdown signal|The hosted runner encountered an error while running your job)/,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The runner was lost in the middle of the job',
    zh: 'runner 在作业中途失联',
  }),
  why: {
    en: `The CI server no longer heard from the machine: it was shut down, a spot instance was taken back, or memory
      or disk ran out so that the runner itself died. The build is not the one at fault, though it may have used
      up the memory.`,
    zh: `CI 服务器收不到该机器的消息：被关机、竞价实例被回收，或内存、磁盘耗尽导致 runner 自身退出。
      构建本身没有错，但可能正是它耗尽了内存。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'run-again',
      title: { en: 'Run it again', zh: '重新运行' },
      risk: 'reversible',
      steps: [run(['gh', 'run', 'rerun', '--failed'], 'reversible')],
    },
    {
      id: 'look-at-the-machine',
      title: { en: 'Look at memory and disk of the machine', zh: '查看机器的内存和磁盘' },
      risk: 'read',
      steps: [
        shell(
          'free -h; df -h; journalctl -k | grep -iE "out of memory|killed process"',
          'Get-WinEvent -LogName System -MaxEvents 30',
          'read',
        ),
      ],
    },
    {
      id: 'bigger-or-stable',
      title: {
        en: 'If it happens again: more memory, fewer parallel steps, no spot machine',
        zh: '如果反复出现：增加内存、减少并行、不用竞价实例',
      },
      risk: 'costly',
      steps: [
        advise(
          'Limit parallel work with --max-parallelism of the builder (buildkitd.toml) or make -j.',
          '用 builder 的 max-parallelism（buildkitd.toml）或 make -j 限制并行度。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'actions/runner', path: 'src/Runner.Listener' },
    { repo: 'GitLab Runner', path: 'common/build.go' },
  ],
});

export default ciRunnerLost;

export const examples: ExamplesOf<typeof ciRunnerLost> = [
  {
    name: 'a spot machine was taken back',
    log: `#9 [4/6] RUN cargo build --release
#9 120.4    Compiling app v0.1.0
##[error]The runner has received a shutdown signal. This can happen when the runner service is stopped, or a manually started runner is canceled.
`,
    matches: {},
  },
  {
    name: 'somebody cancelled',
    log: `##[error]The operation was canceled.
`,
    matches: false,
    is: 'ci-cancelled',
  },
];
