import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const haskellPlanFailed = condition({
  id: 'haskell-plan-failed',
  stage: 'shell',
  title: { en: 'The Haskell packages do not fit together', zh: 'Haskell 软件包之间不兼容' },

  signatures: [
    {
      on: 'output',
      says: ['Could not resolve dependencies:', 'In the dependencies for ', 'Error: While constructing the build plan'],
      pattern:
        /[Cc]ould not resolve dependencies:|^\s*In the dependencies for (?<name>\S{1,80}?)[:(]|constructing the build plan/,
      when: (event, { instruction }) => isOfStep(event) && /\b(?:cabal|stack)\b/.test(instruction),
      strength: 'states',
    },
    {
      on: 'output',
      says: ['Could not find module ', 'Could not load module '],
      pattern: /^\s*Could not (?:find|load) module [‘`'](?<name>[\w.]{1,100})['’]/,
      when: isOfStep,
    },
  ],
  facts: (group) => ({ name: group('name') }),

  yieldsTo: ['build-step-dns-failure', 'build-step-network-blocked', 'build-tls-unknown-ca'],
  headline: ({ name }) => ({
    en:
      name === ''
        ? 'No set of Haskell packages fits the bounds and this GHC'
        : `The build does not find "${name}" among its Haskell packages`,
    zh: name === '' ? '没有一组 Haskell 软件包能满足版本约束和当前 GHC' : `构建在其 Haskell 软件包中找不到 "${name}"`,
  }),
  why: {
    en: `The bounds in the .cabal file or the resolver ask for versions that do not go with the GHC of the image (base comes with GHC), or the module belongs to a package that is not among the dependencies.`,
    zh: `.cabal 文件的版本约束或 resolver 要求的版本与镜像中的 GHC 不匹配（base 随 GHC 提供），或该模块所属的包不在依赖中。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'pin-ghc',
      title: { en: 'Build with the GHC that the bounds were written for', zh: '使用约束所针对的 GHC 构建' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'base-4.11 is GHC 8.4, 4.14 is 8.10, 4.18 is 9.6.',
            zh: 'base-4.11 对应 GHC 8.4，4.14 对应 8.10，4.18 对应 9.6。',
          },
          { after: 'FROM haskell:8.10' },
        ),
      ],
    },
    {
      id: 'freeze',
      title: { en: 'Or fix the versions that once worked', zh: '或固定曾经可用的版本' },
      risk: 'reversible',
      steps: [
        edit(
          'cabal.project',
          {
            en: 'cabal freeze writes them where the build still works; Stack has resolver for it.',
            zh: '在仍能构建的地方用 cabal freeze 写出；Stack 用 resolver。',
          },
          { after: 'index-state: 2024-01-01T00:00:00Z' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'haskell/cabal', path: 'cabal-install-solver/src/Distribution/Solver/Modular.hs' },
    { repo: 'commercialhaskell/stack', path: 'src/Stack/Types/Build/Exception.hs' },
  ],
});

export default haskellPlanFailed;

export const examples: ExamplesOf<typeof haskellPlanFailed> = [
  {
    name: 'cabal',
    log: `#7 [3/5] RUN cabal install
#7 0.200 cabal: Could not resolve dependencies:
#7 0.600 [__0] trying: foo-0.1.0.0 (user goal)
#7 1.000 [__1] rejecting: base-4.12.0.0/installed-4.1... (conflict: foo => base>=4.7 && <4.11)
#7 ERROR: process "/bin/sh -c cabal install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cabal install" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a module of no dependency',
    log: `#7 [3/5] RUN ghc --make Main.hs
#7 0.200 Main.hs:3:1: error:
#7 0.600     Could not find module ‘Data.Text’
#7 1.000     Use -v to see a list of the files searched for.
#7 ERROR: process "/bin/sh -c ghc --make Main.hs" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ghc --make Main.hs" did not complete successfully: exit code: 1
`,
    matches: { name: 'Data.Text' },
  },
  {
    name: 'another solver',
    log: `#7 [3/5] RUN npm install
#7 0.200 npm ERR! code ERESOLVE
#7 0.600 npm ERR! ERESOLVE could not resolve
#7 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'npm-eresolve',
  },
];
