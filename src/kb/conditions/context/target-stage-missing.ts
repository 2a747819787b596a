import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const targetStageMissing = condition({
  id: 'target-stage-missing',
  stage: 'context',
  title: { en: 'The stage given as target is not in the Dockerfile', zh: '指定的 target stage 不在 Dockerfile 中' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'target stage "',
      pattern: /target stage "(?<stage>[^"]{1,128})" could not be found(?: \(did you mean (?<guess>[^?)]{1,128})\?\))?/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['failed to reach build target ', 'target stage '],
      pattern:
        /(?:failed to reach build target (?<stage>[\w.-]{1,128}) in Dockerfile|target stage (?<old>[\w.-]{1,128}) could not be found)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ stage: group('stage') === '' ? group('old') : group('stage'), guess: group('guess') }),

  headline: ({ stage, guess }) => ({
    en: `The Dockerfile has no stage "${stage}"${guess === '' ? '' : ` (did you mean ${guess}?)`}`,
    zh: `Dockerfile 中没有 stage "${stage}"${guess === '' ? '' : `（是否是 ${guess}？）`}`,
  }),
  why: {
    en: `--target, or build.target in Compose and Bake, names a stage, and no FROM … AS of this Dockerfile carries
      that name. The file may be another one than expected.`,
    zh: `--target（或 Compose、Bake 的 build.target）指定了一个 stage，
      而该 Dockerfile 中没有任何 FROM … AS 使用这个名字。也可能读的不是预期的那个文件。`,
  },

  retry: 'useless',
  remedies: ({ stage }) => [
    {
      id: 'list-stages',
      title: { en: 'See which stages there are', zh: '查看有哪些 stage' },
      risk: 'read',
      steps: [shell('grep -niE "^FROM .* AS " Dockerfile', 'Select-String "^FROM .* AS " Dockerfile', 'read')],
    },
    {
      id: 'name-the-stage',
      title: { en: 'Use one of them, or name the intended stage', zh: '使用其中之一，或给目标 stage 命名' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Give the stage its name', zh: '给该 stage 命名' },
          { after: `FROM base AS ${stage}` },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/dockerfile2llb/convert.go' },
    { repo: 'moby/moby', path: 'daemon/builder/dockerfile/builder.go' },
  ],
});

export default targetStageMissing;

export const examples: ExamplesOf<typeof targetStageMissing> = [
  {
    name: 'a typo in --target',
    log: `ERROR: failed to build: failed to solve: target stage "prod" could not be found (did you mean production?)
`,
    matches: { stage: 'prod', guess: 'production' },
  },
  {
    name: 'an unknown bake target',
    log: `ERROR: failed to find target prod
`,
    matches: false,
  },
];
