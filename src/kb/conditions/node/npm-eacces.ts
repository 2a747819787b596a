import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const npmEacces = condition({
  id: 'npm-eacces',
  stage: 'node',
  title: { en: 'npm or yarn may not write its directory', zh: 'npm 或 yarn 没有目录的写权限' },

  signatures: [
    {
      on: 'output',
      says: 'EACCES: permission denied',
      pattern:
        /EACCES: permission denied, (?:mkdir|open|unlink|rename|scandir|rmdir|symlink|access|copyfile) '(?<path>\/[^']{1,300})'/,
      also: [{ says: ['npm ERR!', 'npm error', 'An unexpected error occurred', 'ERR_PNPM', 'ELIFECYCLE'] }],
    },
    {
      on: 'output',
      says: ['Your cache folder contains root-owned files', 'Missing write access to '],
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  yieldsTo: ['npm-unsafe-perm'],
  headline: ({ path }) => ({
    en: path === '' ? 'npm may not write to its directory' : `The user of this step may not write ${path}`,
    zh: path === '' ? 'npm 没有写入目录的权限' : `此步骤的用户无权写入 ${path}`,
  }),
  why: {
    en: `The step runs as another user than the one who owns the directory. WORKDIR and COPY make directories and files as root,
      even after USER, and an image such as node or bitnami may already set a user.`,
    zh: `此步骤所用的用户不是目录的所有者。即使在 USER 之后，WORKDIR 和 COPY 也以 root 创建目录和文件；
      像 node、bitnami 这样的镜像可能已经设置了用户。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'chown-workdir',
      title: { en: 'Give the working directory to the user before installing', zh: '安装之前把工作目录交给该用户' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Own the directory first, then change the user.', zh: '先设置所有者，再切换用户。' },
          {
            after:
              'WORKDIR /app\nRUN chown node:node /app\nUSER node\nCOPY --chown=node:node package*.json ./\nRUN npm ci',
          },
        ),
      ],
    },
    {
      id: 'own-prefix',
      title: { en: 'For global packages, use a prefix the user owns', zh: '全局包使用该用户自己的前缀目录' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before npm install -g.', zh: '放在 npm install -g 之前。' },
          { after: 'ENV NPM_CONFIG_PREFIX=/home/node/.npm-global PATH=$PATH:/home/node/.npm-global/bin' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'npm/cli', path: 'lib/utils/error-message.js' },
    { repo: 'yarnpkg/yarn', path: 'src/cli/index.js' },
  ],
});

export default npmEacces;

export const examples: ExamplesOf<typeof npmEacces> = [
  {
    name: 'yarn may not make node_modules',
    log: `#9 [4/6] RUN yarn install
#9 0.410 yarn install v1.22.19
#9 0.462 error An unexpected error occurred: "EACCES: permission denied, mkdir '/home/node/app/node_modules'".
#9 ERROR: process "/bin/sh -c yarn install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c yarn install" did not complete successfully: exit code: 1
`,
    matches: { path: '/home/node/app/node_modules' },
  },
  {
    name: 'a server in a container may not read its own data',
    log: `api-1  | Error: EACCES: permission denied, open '/data/state.json'
    at Object.openSync (node:fs:601:3)
api-1 exited with code 1
`,
    matches: false,
  },
];
