import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const stageOrderInvalid = condition({
  id: 'stage-order-invalid',
  stage: 'context',
  title: {
    en: 'A stage is used before it is defined, or two stages need each other',
    zh: 'stage 在定义之前被使用，或互相依赖',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'circular dependency detected on stage: ',
      pattern: /circular dependency detected on stage: (?<stage>[\w.-]{1,128})/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['it needs to be defined before current stage', 'stage needs to be defined before current command'],
      pattern: /cannot (?:copy|mount) from stage "(?<stage>[^"]{1,128})"/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'invalid stage index ',
      pattern: /invalid stage index (?<stage>-?\d{1,6})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ stage: group('stage') }),

  headline: ({ stage }) => ({
    en: `Stage "${stage}" is not available where it is used`,
    zh: `stage "${stage}" 在使用处不可用`,
  }),
  why: {
    en: `COPY --from, RUN --mount from= and FROM may only use stages that stand higher up in the Dockerfile, and no
      stage may need itself by way of another.`,
    zh: `COPY --from、RUN --mount 的 from= 以及 FROM 只能引用 Dockerfile 中位于其上方的 stage，
      而且 stage 不能绕一圈依赖自身。`,
  },

  retry: 'useless',
  remedies: ({ stage }) => [
    {
      id: 'see-order',
      title: { en: 'See the order of stages and uses', zh: '查看 stage 的顺序和引用' },
      risk: 'read',
      steps: [
        shell('grep -nE "^FROM|--from=|from=" Dockerfile', 'Select-String "^FROM|--from=|from=" Dockerfile', 'read'),
      ],
    },
    {
      id: 'move-the-stage',
      title: { en: 'Move the stage above its first use', zh: '把该 stage 移到首次使用之前' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', {
          en: `Put FROM … AS ${stage} first; break a circle by moving the shared part into a third stage`,
          zh: `把 FROM … AS ${stage} 提前；若互相依赖，把公共部分移到第三个 stage`,
        }),
      ],
    },
  ],

  sources: [{ repo: 'moby/buildkit', path: 'frontend/dockerfile/dockerfile2llb/convert.go' }],
});

export default stageOrderInvalid;

export const examples: ExamplesOf<typeof stageOrderInvalid> = [
  {
    name: 'two stages need each other',
    log: `ERROR: failed to build: failed to solve: circular dependency detected on stage: a
`,
    matches: { stage: 'a' },
  },
  {
    name: 'a stage nobody defined',
    log: `ERROR: failed to build: failed to solve: target stage "prod" could not be found
`,
    matches: false,
    is: 'target-stage-missing',
  },
];
