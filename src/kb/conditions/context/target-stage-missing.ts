import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, rerun, shell } from '#core/model/steps.ts';
import { closest } from '../../shared/closest.ts';
import { stageNamed } from '../../shared/dockerfiles.ts';
import { builtBy, builtDockerfiles } from '../../shared/targets.ts';

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

  ahead: {
    asks: ['project.dockerfiles', 'project.services'],
    finds: ({ 'project.dockerfiles': dockerfiles = [], 'project.services': services = [] }) =>
      builtDockerfiles(dockerfiles).flatMap((dockerfile) =>
        builtBy(dockerfile, services).flatMap(({ name, build }) => {
          const stage = build?.target ?? '';
          if (stage === '' || stageNamed(dockerfile, stage) !== undefined) return [];
          const names = dockerfile.stages.flatMap((one) => one.name ?? []);
          return [
            {
              facts: { stage, guess: closest(stage, names) ?? '' },
              how: 'certain' as const,
              tells: {
                en: `${dockerfile.path} has ${names.length === 0 ? 'no named stage' : names.join(', ')}.`,
                zh: `${dockerfile.path} 中${names.length === 0 ? '没有命名的 stage' : `有 ${names.join('、')}`}。`,
              },
              at: { key: ['services', name, 'build', 'target'] },
              service: name,
            },
          ];
        }),
      ),
  },

  retry: 'useless',
  remedies: ({ stage, guess }) => [
    guess !== '' && {
      id: 'build-the-stage-that-is-there',
      title: { en: `Build the stage ${guess}`, zh: `构建 stage ${guess}` },
      risk: 'reversible',
      steps: [
        rerun(
          { option: ['--target'], was: stage, value: guess },
          { en: `Give ${guess} as the target instead of ${stage}.`, zh: `把 target 从 ${stage} 改为 ${guess}。` },
        ),
      ],
    },
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

export const aheadExamples: AheadExamplesOf<typeof targetStageMissing> = [
  {
    name: 'the stage has another name',
    project: {
      Dockerfile: 'FROM alpine:3.20 AS production\n',
      'compose.yaml': `services:
  app:
    build:
      context: .
      target: prodution
`,
    },
    finds: [{ facts: { stage: 'prodution', guess: 'production' }, how: 'certain', at: 'compose.yaml:5' }],
  },
  {
    name: 'upper and lower case do not count',
    project: {
      Dockerfile: 'FROM alpine:3.20 AS Production\n',
      'compose.yaml': 'services:\n  app:\n    build: { context: ., target: production }\n',
    },
    finds: [],
  },
];
