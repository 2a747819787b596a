import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const namedContextUnsupported = condition({
  id: 'named-context-unsupported',
  stage: 'context',
  title: {
    en: 'The pinned Dockerfile frontend is too old for a build context option',
    zh: '固定的 Dockerfile frontend 太旧，不支持该构建上下文选项',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'current frontend does not support ',
      pattern: /current frontend does not support (?<what>[^.\n]{1,100})\./,
      strength: 'states',
    },
  ],
  facts: (group) => ({ what: group('what') }),

  headline: ({ what }) => ({
    en: `The frontend does not support ${what}`,
    zh: `该 frontend 不支持 ${what}`,
  }),
  why: {
    en: `The "# syntax=" line pins a Dockerfile frontend that is older than the feature used on the command line or
      in Compose. The engine and buildx are not the ones too old.`,
    zh: `"# syntax=" 行固定的 frontend 比命令行或 Compose 中使用的功能更旧。
      太旧的不是引擎，也不是 buildx。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'raise-the-frontend',
      title: { en: 'Raise the pinned frontend', zh: '提高固定的 frontend 版本' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Let the major version float', zh: '只固定主版本' },
          { before: '# syntax=docker/dockerfile:1.2', after: '# syntax=docker/dockerfile:1' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'docker/buildx', path: 'commands/build.go', symbol: 'wrapBuildError' }],
});

export default namedContextUnsupported;

export const examples: ExamplesOf<typeof namedContextUnsupported> = [
  {
    name: 'a pinned frontend',
    log: `ERROR: current frontend does not support --build-context. Named contexts are supported since Dockerfile v1.4. Use #syntax directive in Dockerfile or update to latest BuildKit.
`,
    matches: { what: '--build-context' },
  },
  {
    name: 'a flag inside the Dockerfile',
    log: `ERROR: failed to build: failed to solve: dockerfile parse error on line 3: unknown flag: --link
`,
    matches: false,
    is: 'dockerfile-flag-unknown',
  },
];
