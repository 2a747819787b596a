import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const cacheImportMissing = condition({
  id: 'cache-import-missing',
  stage: 'storage',
  role: 'warning',
  title: { en: 'The cache to import does not exist yet', zh: '要导入的缓存尚不存在' },

  signatures: [
    {
      on: ['error', 'warning', 'output'],
      says: ['cache importer: ', 'failed to import cache: '],
      pattern: /failed to configure (?:\w{1,20} )?cache importer: (?<ref>\S{1,300}): not found/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ ref: group('ref') }),

  headline: ({ ref }) => ({
    en: `There is no cache at ${ref}; the build goes on without it`,
    zh: `${ref} 处没有缓存；构建会在没有它的情况下继续`,
  }),
  why: {
    en: `--cache-from names a cache nobody has exported yet, or under another name. BuildKit prints ERROR for that step and continues: this is not why a
      build fails.`,
    zh: `--cache-from 指定的缓存还没有人导出过，或者名字不同。BuildKit 会在这一步打印 ERROR 但继续构建：这不是构建失败的原因。`,
  },

  remedies: () => [
    {
      id: 'ignore-first-time',
      title: { en: 'Ignore it in the first run', zh: '首次运行时忽略' },
      risk: 'read',
      steps: [
        advise(
          'The first build that exports with --cache-to creates it.',
          '第一次使用 --cache-to 导出的构建会创建它。',
        ),
      ],
    },
    {
      id: 'same-ref',
      title: { en: 'Use one reference in both', zh: '导入和导出使用同一个引用' },
      risk: 'reversible',
      steps: [
        edit(
          '.github/workflows/build.yml',
          { en: 'From and to must be the same.', zh: 'from 与 to 必须一致。' },
          {
            after:
              'cache-from: type=registry,ref=registry.example/shop/app:cache\ncache-to: type=registry,ref=registry.example/shop/app:cache,mode=max',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/buildkit', path: 'solver/llbsolver/bridge.go' }],
});

export default cacheImportMissing;

export const examples: ExamplesOf<typeof cacheImportMissing> = [
  {
    name: 'the first build of a branch, which then fails for another reason',
    log: `#5 importing cache manifest from registry.example/shop/app:cache
#5 ERROR: failed to configure registry cache importer: registry.example/shop/app:cache: not found

#8 [2/3] RUN make
#8 0.412 make: *** [Makefile:3: all] Error 2
#8 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2
`,
    matches: { ref: 'registry.example/shop/app:cache' },
  },
  {
    name: 'the base image is not found',
    log: `#2 [internal] load metadata for registry.example/shop/base:1
#2 ERROR: registry.example/shop/base:1: not found
------
ERROR: failed to solve: registry.example/shop/base:1: failed to resolve source metadata for registry.example/shop/base:1: registry.example/shop/base:1: not found
`,
    matches: false,
  },
];
