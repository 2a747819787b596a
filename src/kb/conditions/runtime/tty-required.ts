import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, run } from '#core/model/steps.ts';

const ttyRequired = condition({
  id: 'tty-required',
  stage: 'runtime',
  title: { en: 'A terminal was asked for where there is none', zh: '在没有终端的地方要求了终端' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'the input device is not a TTY',
        'cannot attach stdin to a TTY-enabled container because stdin is not a terminal',
      ],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'docker was called with -t, but its input is no terminal',
    zh: 'docker 带了 -t，但它的输入不是终端',
  }),
  why: {
    en: `CI jobs, cron and pipes have no terminal, so -t (and "docker compose exec" without -T) cannot work there. The command itself was never run.
      In Git Bash on Windows, winpty makes the difference.`,
    zh: `CI 任务、cron 和管道没有终端，因此 -t（以及不带 -T 的 “docker compose exec”）无法工作。命令本身根本没有执行。
      在 Windows 的 Git Bash 中，需要 winpty。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'drop-the-t',
      title: { en: 'Leave -t away', zh: '去掉 -t' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'compose', 'exec', '-T', '<service>', '<command>'], 'disruptive', {
          note: {
            en: 'With docker run or docker exec: -i instead of -it.',
            zh: 'docker run 或 docker exec：用 -i 代替 -it。',
          },
        }),
        advise(
          'In Git Bash, put winpty in front of docker.',
          '在 Git Bash 中，在 docker 前加 winpty。',
          'desktop-windows',
        ),
      ],
    },
  ],

  sources: [{ repo: 'docker/cli', path: 'cli/streams/in.go', symbol: 'CheckTty' }],
});

export default ttyRequired;

export const examples: ExamplesOf<typeof ttyRequired> = [
  {
    name: 'in a CI job',
    log: `the input device is not a TTY
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a container that is not there any more',
    log: `service "web" is not running
`,
    matches: false,
    is: 'exec-into-dead-container',
  },
];
