import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const copyOutsideContext = condition({
  id: 'copy-outside-context',
  stage: 'context',
  title: { en: 'COPY or ADD reaches outside of the build context', zh: 'COPY 或 ADD 指向构建上下文之外' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['forbidden path outside the build context', 'Forbidden path outside the build context'],
      pattern: /[Ff]orbidden path outside the build context: (?<path>[^\s(]{1,300})/,
      strength: 'states',
    },
    {
      on: 'error',
      says: ['failed to calculate checksum of ref', 'failed to compute cache key: "'],
      pattern: /: "?(?<path>\/[^"\n]{1,400}?)"?(?: not found)?: not found/,
      strength: 'states',
      when: (_, { instruction, source }) =>
        [instruction, source].some((line) => /^\s*(?:COPY|ADD)\s(?:\S.*\s)?\.\.\//i.test(line)),
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `${path} lies outside of the build context`,
    zh: `${path} 在构建上下文之外`,
  }),
  why: {
    en: `A build sees only its context directory. ".." above it and absolute host paths do not exist there; BuildKit
      drops the ".." and then says that the rest is not found, the classic builder names it.`,
    zh: `构建只能看到上下文目录。其上的 ".." 和宿主机绝对路径在那里都不存在；
      BuildKit 会去掉 ".." 再报剩余路径找不到，经典构建器则会直接指出。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'build-from-above',
      title: { en: 'Build from the folder that holds both', zh: '从同时包含两者的目录构建' },
      risk: 'reversible',
      steps: [
        run(['docker', 'build', '-f', 'app/Dockerfile', '.'], 'reversible'),
        edit(
          'compose.yaml',
          {
            en: 'The same in Compose; then write the COPY sources from that folder',
            zh: 'Compose 的写法；COPY 的源也改为从该目录算起',
          },
          { after: '    build:\n      context: .\n      dockerfile: app/Dockerfile' },
        ),
      ],
    },
    {
      id: 'named-context',
      title: { en: 'Or hand the other folder in by name', zh: '或者用命名上下文传入另一个目录' },
      risk: 'reversible',
      steps: [
        run(['docker', 'build', '--build-context', 'shared=../shared', '.'], 'reversible'),
        edit('Dockerfile', { en: 'Copy from it', zh: '从中复制' }, { after: 'COPY --from=shared . /shared' }),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/builder/remotecontext/archive.go' },
    { repo: 'moby/moby', path: 'daemon/builder/dockerfile/copy.go' },
  ],
});

export default copyOutsideContext;

export const examples: ExamplesOf<typeof copyOutsideContext> = [
  {
    name: 'the classic builder',
    log: `Step 2/4 : COPY ../shared /shared
COPY failed: forbidden path outside the build context: ../shared ()
`,
    matches: { path: '../shared' },
  },
  {
    name: 'BuildKit drops the dots',
    log: `#6 [2/2] COPY ../shared /shared
#6 ERROR: failed to calculate checksum of ref 909af720-64eb-4e6c-8ed2-2e01f5bac7c9::49uaw4rxieze56jqxkd53c4da: "/shared": not found
------
 > [2/2] COPY ../shared /shared:
------
ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref 909af720-64eb-4e6c-8ed2-2e01f5bac7c9::49uaw4rxieze56jqxkd53c4da: "/shared": not found
`,
    matches: { path: '/shared' },
  },
  {
    name: 'missing inside the context',
    log: `Step 2/4 : COPY shared /shared
COPY failed: file not found in build context or excluded by .dockerignore: stat shared: file does not exist
`,
    matches: false,
    is: 'copy-source-missing',
  },
];
