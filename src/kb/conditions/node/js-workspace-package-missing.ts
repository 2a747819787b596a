import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const jsWorkspacePackageMissing = condition({
  id: 'js-workspace-package-missing',
  stage: 'node',
  title: { en: 'A package of the workspace is not in the image', zh: '工作区中的某个包不在镜像中' },

  signatures: [
    {
      on: 'output',
      says: 'ERR_PNPM_WORKSPACE_PKG_NOT_FOUND',
      pattern: /ERR_PNPM_WORKSPACE_PKG_NOT_FOUND(?:.{0,200}?"(?<spec>[^"]{1,150})" is in the dependencies)?/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'Unsupported URL Type "workspace:"',
        'Unsupported URL Type "catalog:"',
        'Unsupported URL Type "link:"',
        'Unsupported URL Type "portal:"',
      ],
      pattern: /Unsupported URL Type "(?<protocol>\w{1,20}:)": ?(?<spec>\S{0,150})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'Workspace not found (',
        'Workspace dependency "',
        "This package doesn't seem to be present in your lockfile",
      ],
      pattern:
        /Workspace not found \((?<name>[^)]{1,150})\)|Workspace dependency "(?<dependency>[^"]{1,150})" not found|(?<locked>\S{1,150}): This package doesn't seem to be present in your lockfile/,
      strength: 'states',
    },
  ],
  facts: (group) => ({
    spec: group('spec') || group('name') || group('dependency') || group('locked'),
    protocol: group('protocol'),
  }),

  headline: ({ spec, protocol }) => ({
    en:
      protocol !== ''
        ? `npm does not know dependencies of the form "${protocol}"`
        : `The workspace package ${spec} is not in the image`,
    zh: protocol !== '' ? `npm 不支持 "${protocol}" 形式的依赖` : `工作区的包 ${spec} 不在镜像中`,
  }),
  why: {
    en: 'In a monorepo a package depends on its neighbours. Only this one was copied, or the build context is its folder, so the neighbour (or the workspace file that names it) is missing. "workspace:" and "catalog:" are understood by pnpm, yarn and bun, not by npm.',
    zh: '在 monorepo 中，包依赖相邻的包。这里只复制了当前包，或构建上下文就是它的目录，因此缺少相邻的包（或声明它的工作区文件）。pnpm、yarn、bun 支持 “workspace:” 和 “catalog:”，npm 不支持。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'root-as-context',
      title: { en: 'Build from the root of the monorepo', zh: '从 monorepo 的根目录构建' },
      risk: 'reversible',
      steps: [
        advise(
          'Take the root as build context: docker build -f apps/web/Dockerfile . ',
          '以根目录作为构建上下文：docker build -f apps/web/Dockerfile . ',
        ),
        edit(
          'Dockerfile',
          {
            en: 'The workspace file, and the package.json of every package that is needed.',
            zh: '复制工作区文件以及所需每个包的 package.json。',
          },
          {
            after: `COPY pnpm-lock.yaml pnpm-workspace.yaml package.json ./
COPY packages/ui/package.json packages/ui/
COPY apps/web/package.json apps/web/`,
          },
        ),
      ],
    },
    {
      id: 'right-tool',
      title: { en: 'Install with the tool of the lock file', zh: '使用与锁文件对应的工具安装' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'For "workspace:" and "catalog:".', zh: '用于 “workspace:” 和 “catalog:”。' },
          { before: 'RUN npm ci', after: 'RUN corepack enable && pnpm install --frozen-lockfile' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'pnpm/pnpm', path: 'resolving/npm-resolver/src/index.ts' },
    { repo: 'npm/cli', path: 'node_modules/npm-package-arg/lib/npa.js', symbol: 'unsupportedURLType' },
    { repo: 'yarnpkg/berry', path: 'packages/yarnpkg-core/sources/Project.ts' },
  ],
});

export default jsWorkspacePackageMissing;

export const examples: ExamplesOf<typeof jsWorkspacePackageMissing> = [
  {
    name: 'pnpm',
    log: `#8 [4/5] RUN pnpm install --frozen-lockfile
#8 1.104  ERR_PNPM_WORKSPACE_PKG_NOT_FOUND  In : "@acme/ui@workspace:*" is in the dependencies but no package named "@acme/ui" is present in the workspace
#8 ERROR: process "/bin/sh -c pnpm install --frozen-lockfile" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pnpm install --frozen-lockfile" did not complete successfully: exit code: 1
`,
    matches: { spec: '@acme/ui@workspace:*' },
    verdict: 'confirmed',
  },
  {
    name: 'npm',
    log: `#8 [4/5] RUN npm install
#8 1.104 npm error code EUNSUPPORTEDPROTOCOL
#8 1.125 npm error Unsupported URL Type "workspace:": workspace:*
#8 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: { protocol: 'workspace:' },
  },
  {
    name: 'the lock file is old',
    log: `#8 [4/5] RUN pnpm install --frozen-lockfile
#8 1.104  ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile" because pnpm-lock.yaml is not up to date with <ROOT>/package.json
#8 ERROR: process "/bin/sh -c pnpm install --frozen-lockfile" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pnpm install --frozen-lockfile" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pnpm-lockfile',
  },
];
