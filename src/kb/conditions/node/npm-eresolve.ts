import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { dockerfileRemedy, inInstruction } from '../../shared/instruction-edit.ts';

const npmEresolve = condition({
  id: 'npm-eresolve',
  stage: 'node',
  title: { en: 'Peer dependencies contradict each other', zh: 'peer 依赖互相矛盾' },

  signatures: [
    {
      on: 'output',
      says: ['npm ERR! peer ', 'npm error peer '],
      pattern: /npm (?:ERR!|error) peer (?<peer>\S{1,200}@"[^"]{1,100}") from (?<by>\S{1,200})/,
      strength: 'states',
      also: [{ says: ['ERESOLVE unable to resolve dependency tree', 'ERESOLVE could not resolve'] }],
    },
    {
      on: 'output',
      says: ['ERESOLVE unable to resolve dependency tree', 'ERESOLVE could not resolve'],
      strength: 'states',
      unless: [{ says: ['npm ERR! peer ', 'npm error peer '] }],
    },
    {
      on: 'output',
      says: "does not satisfy its siblings' peerDependencies requirements",
      pattern: /The package (?<by>\S{1,200}) does not satisfy its siblings' peerDependencies/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ peer: group('peer'), by: group('by') }),

  headline: ({ peer, by }) =>
    peer !== ''
      ? {
          en: `npm cannot resolve the tree: ${by} wants ${peer} as a peer, another version is asked for`,
          zh: `npm 无法解析依赖树：${by} 要求 peer 依赖 ${peer}，而项目要的是另一版本`,
        }
      : {
          en: 'npm cannot resolve the tree: peer dependencies contradict each other',
          zh: 'npm 无法解析依赖树：peer 依赖互相矛盾',
        },
  why: {
    en: `npm 7 and later install peer dependencies themselves and stop where two packages want different versions of the same peer.
      npm 6 only warned, so an older project can break merely because the image brought a newer npm.
      Lines that begin with "npm warn ERESOLVE" are not failures.`,
    zh: `npm 7 及以后会自动安装 peer 依赖，两个包要求同一 peer 的不同版本时就会停止。
      npm 6 只是警告，所以旧项目可能仅仅因为镜像带了新的 npm 而失败。以 npm warn ERESOLVE 开头的行不是失败。`,
  },

  retry: 'useless',
  remedies: (_facts, _seen, at) => [
    dockerfileRemedy(
      'legacy-peer-deps-in-the-step',
      {
        en: 'Resolve peers as npm 6 did, in this step only',
        zh: '仅在这一步按 npm 6 的方式处理 peer 依赖',
      },
      {
        en: 'Both packages stay as they are asked for; whether they work together npm does not check',
        zh: '两个包仍按要求安装；npm 不再检查它们能否共存',
      },
      inInstruction(
        at,
        /\bnpm (?:ci|install|i)\b(?!.{0,2000}--(?:legacy-peer-deps|force)\b)/,
        ([command]) => `${command} --legacy-peer-deps`,
      ),
    ),
    {
      id: 'align-versions',
      title: { en: 'Bring the two versions together', zh: '让两个版本一致' },
      risk: 'reversible',
      steps: [
        look(['npm', 'explain', 'react'], {
          note: { en: 'Name the package that stands after "peer".', zh: '换成 peer 后面的包名。' },
        }),
        edit('package.json', {
          en: 'Raise the package that declares the old peer, or lower the other one, then write the lock file again.',
          zh: '升级声明旧 peer 的包，或降低另一个包，然后重新生成锁文件。',
        }),
        run(['npm', 'install', '--package-lock-only'], 'reversible'),
      ],
    },
    {
      id: 'legacy-peer-deps',
      title: { en: 'Or keep the behaviour of npm 6 for this project', zh: '或者让本项目沿用 npm 6 的行为' },
      risk: 'reversible',
      steps: [
        edit(
          '.npmrc',
          { en: 'Copy this file into the image before npm ci.', zh: '在 npm ci 之前把此文件复制进镜像。' },
          { after: 'legacy-peer-deps=true' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'npm/cli', path: 'lib/utils/explain-eresolve.js' },
    { repo: 'npm/cli', path: 'workspaces/arborist/lib/arborist/build-ideal-tree.js' },
  ],
});

export default npmEresolve;

export const examples: ExamplesOf<typeof npmEresolve> = [
  {
    name: 'npm 10',
    log: `#9 [4/6] RUN npm install
#9 0.410 npm error code ERESOLVE
#9 0.462 npm error ERESOLVE unable to resolve dependency tree
#9 0.514 npm error
#9 0.566 npm error While resolving: shop@1.0.0
#9 0.618 npm error Found: react@18.2.0
#9 0.670 npm error node_modules/react
#9 0.722 npm error   react@"^18.2.0" from the root project
#9 0.774 npm error
#9 0.826 npm error Could not resolve dependency:
#9 0.878 npm error peer react@"^16.8.0" from old-table@2.1.0
#9 0.930 npm error node_modules/old-table
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: { peer: 'react@"^16.8.0"', by: 'old-table@2.1.0' },
    verdict: 'confirmed',
  },
  {
    name: 'npm 2 calls it peerinvalid',
    log: `#9 [4/6] RUN npm install
#9 0.410 npm ERR! code EPEERINVALID
#9 0.462 npm ERR! peerinvalid The package react@15.0.0 does not satisfy its siblings' peerDependencies requirements!
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: { by: 'react@15.0.0' },
  },
  {
    name: 'only a warning, the lock file is what stops it',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm warn ERESOLVE overriding peer dependency
#9 0.462 npm warn While resolving: old-table@2.1.0
#9 0.514 npm error code EUSAGE
#9 0.566 npm error \`npm ci\` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with \`npm install\` before continuing.
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'npm-ci-lock-out-of-sync',
  },
];
