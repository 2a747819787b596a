import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isCommand } from '../../shared/build-event.ts';

const deliberateFailure = condition({
  id: 'deliberate-failure',
  stage: 'shell',
  title: { en: 'The Dockerfile fails on purpose', zh: 'Dockerfile 有意让构建失败' },

  signatures: [
    {
      on: 'error',
      exitCode: 1,
      when: (event) => isCommand(event, /^(?:"?\/bin\/(?:ba)?sh -c )?(?:exit 1|false|\/bin\/false)"?$/),
      strength: 'states',
    },
  ],

  yieldsTo: ['build-arg-missing'],
  headline: () => ({
    en: 'The step is nothing but "exit 1": the Dockerfile stops here on purpose',
    zh: '该步骤只有 “exit 1”：Dockerfile 有意在此停止',
  }),
  why: {
    en: `The whole command of the step is "exit 1" or "false". Somebody put it there to stop the build, as a mark for an image that
      must not be built (abandoned, moved, to be configured first). The lines above it in the Dockerfile usually say why.`,
    zh: `该步骤的全部命令就是 “exit 1” 或 “false”，是有人特意放在这里阻止构建的：镜像已废弃、已迁移，或需要先配置。
      原因通常写在 Dockerfile 中它上方的几行。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'read-why',
      title: {
        en: 'Read the lines above it, and remove it if it no longer holds',
        zh: '查看上方说明；如已不适用则删除',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Only after what it asks for is done.', zh: '先满足它的要求，再删除。' },
          { before: 'RUN exit 1' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/buildkit', path: 'solver/llbsolver/ops/exec.go', symbol: 'ExecOp.Exec' }],
});

export default deliberateFailure;

export const examples: ExamplesOf<typeof deliberateFailure> = [
  {
    name: 'the classic builder',
    log: `Step 3/3 : RUN exit 1
 ---> Running in 48827b839b53
The command '/bin/sh -c exit 1' returned a non-zero code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a check that failed',
    log: `#6 [2/4] RUN test -f config.yml || exit 1
#6 ERROR: process "/bin/sh -c test -f config.yml || exit 1" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c test -f config.yml || exit 1" did not complete successfully: exit code: 1
`,
    matches: false,
    is: null,
  },
];
