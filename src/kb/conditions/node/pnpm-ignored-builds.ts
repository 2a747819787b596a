import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const pnpmIgnoredBuilds = condition({
  id: 'pnpm-ignored-builds',
  stage: 'node',
  title: {
    en: 'pnpm stops because install scripts of packages are not approved',
    zh: 'pnpm 因未批准依赖包的安装脚本而中止',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'ERR_PNPM_IGNORED_BUILDS',
      pattern: /ERR_PNPM_IGNORED_BUILDS\]?:? {1,2}Ignored build scripts: (?<packages>[^\n]{1,300}?)\.?$/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ packages: group('packages') }),

  headline: ({ packages }) => ({
    en: `pnpm does not run the install scripts of ${packages}, and ends with an error because of it`,
    zh: `pnpm 没有运行 ${packages} 的安装脚本，并因此报错退出`,
  }),
  why: {
    en: `Since version 10 pnpm runs install scripts of packages only if the project allows them by name. Newer versions, and
      strictDepBuilds, make what was a notice an error. An image that installs "pnpm@latest" changes with every release.`,
    zh: `从 10 起，pnpm 只运行项目点名允许的依赖包安装脚本。更新的版本，以及 strictDepBuilds 设置，把原来的提示变成了错误。
      镜像里安装的是 “pnpm@latest” 时，每次发布新版本行为都会变。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'approve-them',
      title: {
        en: 'Say in the workspace file which packages may, and which may not',
        zh: '在工作区文件里写明哪些包允许、哪些不允许',
      },
      risk: 'reversible',
      steps: [
        edit(
          'pnpm-workspace.yaml',
          {
            en: 'true for what needs its script (esbuild, sharp), false for the rest; for pnpm 10 it is a list called onlyBuiltDependencies. Copy the file before the install.',
            zh: '需要脚本的（如 esbuild、sharp）写 true，其余写 false；pnpm 10 用的是清单 onlyBuiltDependencies。安装之前要先复制该文件。',
          },
          { after: 'allowBuilds:\n  esbuild: true\n  vue-demi: false' },
        ),
      ],
    },
    {
      id: 'pin-pnpm',
      title: { en: 'Use one version of pnpm, in the image and outside it', zh: '镜像内外使用同一个 pnpm 版本' },
      risk: 'reversible',
      steps: [
        look(['pnpm', '--version']),
        edit(
          'package.json',
          { en: 'Corepack and pnpm itself keep to it.', zh: 'Corepack 和 pnpm 都会遵守它。' },
          { after: '"packageManager": "pnpm@10.15.0"' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'pnpm/pnpm', symbol: 'ERR_PNPM_IGNORED_BUILDS' }],
});

export default pnpmIgnoredBuilds;

export const examples: ExamplesOf<typeof pnpmIgnoredBuilds> = [
  {
    name: 'a build with the newest pnpm',
    log: `#9 [4/6] RUN pnpm install --frozen-lockfile
#9 8.410 [ERR_PNPM_IGNORED_BUILDS] Ignored build scripts: esbuild@0.25.0, sharp@0.33.0
#9 8.410 Run "pnpm approve-builds" to pick which dependencies should be allowed to run scripts.
#9 ERROR: process "/bin/sh -c pnpm install --frozen-lockfile" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pnpm install --frozen-lockfile" did not complete successfully: exit code: 1
`,
    matches: { packages: 'esbuild@0.25.0, sharp@0.33.0' },
  },
  {
    name: 'only the notice of pnpm 10',
    log: `#9 [4/6] RUN pnpm install && pnpm build
#9 8.410 Ignored build scripts: esbuild.
#9 8.410 Run "pnpm approve-builds" to pick which dependencies should be allowed to run scripts.
#9 9.100 src/main.ts(3,1): error TS2304: Cannot find name 'shop'.
#9 ERROR: process "/bin/sh -c pnpm install && pnpm build" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pnpm install && pnpm build" did not complete successfully: exit code: 2
`,
    matches: false,
    is: 'app-build-error',
  },
];
