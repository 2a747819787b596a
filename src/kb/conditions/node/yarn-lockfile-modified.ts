import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const yarnLockfileModified = condition({
  id: 'yarn-lockfile-modified',
  stage: 'node',
  title: {
    en: 'yarn would have to change the lock file, or is another yarn',
    zh: 'yarn 需要修改锁文件，或 yarn 版本不符',
  },

  signatures: [
    { on: 'output', says: 'Your lockfile needs to be updated, but yarn was run with', strength: 'states' },
    {
      on: 'output',
      says: [
        'The lockfile would have been modified by this install',
        'The lockfile would have been created by this install',
      ],
      strength: 'states',
    },
    {
      on: 'output',
      says: '"packageManager": "yarn@',
      pattern:
        /defines "packageManager": "(?<wanted>yarn@[^"]{1,80})"\. However the current global version of Yarn is (?<have>[\w.-]{1,30}?)\.?(?:\s|$)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ wanted: group('wanted'), have: group('have') }),

  headline: ({ wanted, have }) =>
    wanted === ''
      ? {
          en: 'yarn.lock does not fit package.json, and this install may not change it',
          zh: 'yarn.lock 与 package.json 不符，而此次安装不允许修改它',
        }
      : {
          en: `The project asks for ${wanted}, the image runs yarn ${have}`,
          zh: `项目要求 ${wanted}，镜像里运行的是 yarn ${have}`,
        },
  why: {
    en: `With --frozen-lockfile or --immutable (automatic in CI) yarn installs only what yarn.lock says and stops if it would have to change it.
      package.json was changed without the lock file, a workspace's package.json was not copied, or another yarn version wrote the file.`,
    zh: `使用 --frozen-lockfile 或 --immutable（在 CI 中自动启用）时，yarn 只安装 yarn.lock 的内容，需要改动就停止。
      要么改了 package.json 而没有更新锁文件，要么某个 workspace 的 package.json 没有复制进来，要么锁文件是另一版本的 yarn 写的。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'refresh-lock',
      title: { en: 'Write yarn.lock again and commit it', zh: '重新生成 yarn.lock 并提交' },
      risk: 'reversible',
      steps: [run(['yarn', 'install'], 'reversible'), run(['git', 'add', 'yarn.lock'], 'reversible')],
    },
    {
      id: 'copy-everything-yarn-needs',
      title: {
        en: 'Use the yarn of the project, and copy all it reads before installing',
        zh: '使用项目指定的 yarn，并在安装前复制它需要的所有文件',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Leave out what the project does not have.', zh: '项目没有的可以省去。' },
          {
            after:
              'RUN corepack enable\nCOPY package.json yarn.lock .yarnrc.yml ./\nCOPY .yarn ./.yarn\nRUN yarn install --immutable',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'yarnpkg/yarn', path: 'src/cli/commands/install.js' },
    { repo: 'yarnpkg/berry', path: 'packages/yarnpkg-core/sources/Project.ts' },
    { repo: 'yarnpkg/yarn', path: 'src/cli/index.js' },
  ],
});

export default yarnLockfileModified;

export const examples: ExamplesOf<typeof yarnLockfileModified> = [
  {
    name: 'yarn 1',
    log: `#9 [4/6] RUN yarn install --frozen-lockfile
#9 0.410 [1/4] Resolving packages...
#9 0.462 error Your lockfile needs to be updated, but yarn was run with \`--frozen-lockfile\`.
#9 0.514 info Visit https://yarnpkg.com/en/docs/cli/install for documentation about this command.
#9 ERROR: process "/bin/sh -c yarn install --frozen-lockfile" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c yarn install --frozen-lockfile" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the wrong yarn',
    log: `#9 [4/6] RUN yarn install
#9 0.410 error This project's package.json defines "packageManager": "yarn@4.1.0". However the current global version of Yarn is 1.22.22.
#9 ERROR: process "/bin/sh -c yarn install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c yarn install" did not complete successfully: exit code: 1
`,
    matches: { wanted: 'yarn@4.1.0', have: '1.22.22' },
  },
  {
    name: 'npm has the same trouble',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm error \`npm ci\` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with \`npm install\` before continuing.
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'npm-ci-lock-out-of-sync',
  },
];
