import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, run } from '#core/model/steps.ts';

const sessionLost = condition({
  id: 'session-lost',
  stage: 'client',
  title: { en: 'The client went away: the build was cancelled', zh: '客户端退出：构建被取消' },

  signatures: [
    {
      on: 'error',
      says: 'no active session for ',
      strength: 'implies',
    },
    { on: ['error', 'daemon', 'output'], says: 'session healthcheck failed fatally', strength: 'implies' },
    {
      on: 'error',
      grpc: 'Canceled',
      pattern: /^(?:failed to run Build function: )?(?:Canceled: )?context canceled$/,
    },
    {
      on: 'error',
      says: 'context canceled',
      pattern: /^(?:failed to run Build function: )?(?:Canceled: )?context canceled$/,
      when: (event) => event.kind === 'error' && event.step === undefined && event.from !== 'compose',
    },
  ],

  yieldsTo: ['buildkit-connection-lost', 'ci-cancelled', 'build-timeout'],
  headline: () => ({
    en: 'The build was cancelled from the client side',
    zh: '构建被客户端取消',
  }),
  why: {
    en: `The builder stopped because its client did: Ctrl-C, a closed terminal, a dropped SSH connection, a laptop
      gone to sleep, or a time limit of the job. Steps marked CANCELED are only caught up in it; none of them
      failed.`,
    zh: `客户端先退出，builder 随之停止：Ctrl-C、终端关闭、SSH 断开、电脑休眠，或作业超时。
      标为 CANCELED 的步骤只是受牵连，它们没有出错。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'build-again',
      title: { en: 'Run the build again where it can finish', zh: '在能跑完的地方重新构建' },
      risk: 'reversible',
      steps: [
        run(['docker', 'buildx', 'build', '.'], 'reversible', {
          note: {
            en: 'Finished steps come from the cache. Over SSH start it inside tmux.',
            zh: '已完成的步骤会使用缓存。通过 SSH 时请在 tmux 中启动。',
          },
        }),
      ],
    },
    {
      id: 'look-for-limits',
      title: { en: 'In CI: see who cancelled it', zh: '在 CI 中：查看是谁取消的' },
      risk: 'read',
      steps: [
        advise(
          'Look for a time limit of the job, a newer run of the same branch, or a manual cancel. A step that hangs shows as the last one running.',
          '检查作业的时间限制、同一分支上更新的运行，或手动取消。卡住的步骤就是最后仍在运行的那个。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'session/manager.go' },
    { repo: 'moby/buildkit', path: 'session/grpc.go' },
  ],
});

export default sessionLost;

export const examples: ExamplesOf<typeof sessionLost> = [
  {
    name: 'Ctrl-C during a step',
    log: `#5 [2/2] RUN make test
#5 CANCELED
ERROR: failed to build: failed to solve: Canceled: context canceled
`,
    matches: {},
  },
  {
    name: 'the session is gone',
    log: `ERROR: failed to solve: no active session for s8w0x7v2kq1u5nq3m2o7nq0wz: context deadline exceeded
`,
    matches: {},
  },
  {
    name: 'the other steps were cancelled because one failed',
    log: `#5 [a 2/2] RUN make test
#5 CANCELED
#6 [b 2/2] RUN ./check
#6 0.301 check: assertion failed
#6 ERROR: process "/bin/sh -c ./check" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./check" did not complete successfully: exit code: 1
`,
    matches: false,
    is: null,
  },
];
