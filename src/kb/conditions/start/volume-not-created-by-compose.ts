import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const volumeNotCreatedByCompose = condition({
  id: 'volume-not-created-by-compose',
  stage: 'start',
  role: 'warning',
  title: { en: 'The volume was made outside of this project', zh: '该卷不是由本项目创建的' },

  signatures: [
    {
      on: ['warning', 'output', 'error'],
      says: ['already exists but was not created by Docker Compose', 'already exists but was created for project'],
      pattern:
        /volume \\?"(?<volume>[^"\\]{1,255})\\?" already exists but was (?:not created by Docker Compose|created for project \\?"(?<project>[^"\\]{1,100}))/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ volume: group('volume'), project: group('project') }),

  headline: ({ volume, project }) => ({
    en: `The volume ${volume} belongs to ${project === '' ? 'nobody in Compose' : `the project ${project}`}; it is used all the same`,
    zh: `卷 ${volume} ${project === '' ? '不属于任何 Compose 项目' : `属于项目 ${project}`}；仍会被使用`,
  }),
  why: {
    en: `Compose found a volume of this name without its own label and uses it. If the project was renamed, look whether its data is in a volume with the
      old project's name.`,
    zh: `Compose 找到了同名但没有自己标签的卷，并直接使用。如果项目改过名，请检查数据是否还在旧项目名的卷里。`,
  },

  remedies: ({ volume }) => [
    {
      id: 'look-at-volume',
      title: { en: 'See whose it is', zh: '查看它属于谁' },
      risk: 'read',
      steps: [look(['docker', 'volume', 'inspect', volume]), look(['docker', 'volume', 'ls'])],
    },
    {
      id: 'declare-external',
      title: { en: 'Say that it is meant', zh: '声明就是要用它' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'The warning goes away.', zh: '警告会消失。' },
          { after: `volumes:\n  data:\n    name: ${volume}\n    external: true` },
        ),
      ],
    },
  ],

  sources: [{ repo: 'docker/compose', path: 'pkg/compose/create.go', symbol: 'ensureVolume' }],
});

export default volumeNotCreatedByCompose;

export const examples: ExamplesOf<typeof volumeNotCreatedByCompose> = [
  {
    name: 'made by hand',
    log: `time="2026-11-22T14:02:09Z" level=warning msg="volume \\"pgdata\\" already exists but was not created by Docker Compose. Use \`external: true\` to use an existing volume"
`,
    matches: { volume: 'pgdata' },
  },
  {
    name: 'the volume is missing',
    log: `external volume "pgdata" not found
`,
    matches: false,
    is: 'external-volume-missing',
  },
];
