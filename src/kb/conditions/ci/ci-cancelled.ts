import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const ciCancelled = condition({
  id: 'ci-cancelled',
  stage: 'ci',
  title: { en: 'The CI run was cancelled', zh: 'CI 运行被取消' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'The operation was canceled.',
        'The run was canceled by @',
        'Canceling since a higher priority waiting request for',
      ],
      pattern:
        /^(?:##\[error\])?(?:The operation was canceled\.|The run was canceled by @|Canceling since a higher priority waiting request for)/,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The CI system stopped the job',
    zh: 'CI 系统停止了该作业',
  }),
  why: {
    en: `Somebody, a newer run of the same branch or a limit ended the job from outside. Everything that was running
      shows as canceled or ends with exit code 130, 137 or 143; none of it failed.`,
    zh: `有人手动取消、同一分支有更新的运行，或达到限制，作业从外部被终止。正在运行的内容会显示为 canceled，
      或以 130、137、143 退出；它们并没有出错。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'see-who-cancelled',
      title: { en: 'See who or what cancelled it', zh: '查看由谁或什么取消' },
      risk: 'read',
      steps: [
        look(['gh', 'run', 'view']),
        advise(
          'Look for cancel-in-progress of a concurrency group, timeout-minutes, or auto-cancel of redundant pipelines.',
          '检查 concurrency 组的 cancel-in-progress、timeout-minutes，或自动取消冗余流水线的设置。',
        ),
      ],
    },
    {
      id: 'run-again',
      title: { en: 'Run it again', zh: '重新运行' },
      risk: 'reversible',
      steps: [run(['gh', 'run', 'rerun', '--failed'], 'reversible')],
    },
  ],

  sources: [
    { repo: 'actions/runner', path: 'src/Runner.Worker/JobRunner.cs' },
    { repo: 'GitLab Runner', path: 'common/build.go' },
  ],
});

export default ciCancelled;

export const examples: ExamplesOf<typeof ciCancelled> = [
  {
    name: 'GitHub Actions',
    log: `#9 [4/6] RUN npm ci
#9 CANCELED
##[error]The operation was canceled.
`,
    matches: {},
  },
  {
    name: 'Ctrl-C on a laptop',
    log: `#5 [2/2] RUN make
#5 CANCELED
ERROR: failed to build: failed to solve: Canceled: context canceled
`,
    matches: false,
    is: 'session-lost',
  },
];
