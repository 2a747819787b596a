import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const npmUnsafePerm = condition({
  id: 'npm-unsafe-perm',
  stage: 'node',
  title: {
    en: 'An install script was run as another user and may not write',
    zh: '安装脚本以其他用户身份运行，没有写权限',
  },

  signatures: [
    {
      on: 'output',
      says: 'EACCES: permission denied',
      pattern:
        /EACCES: permission denied, \w{1,20} '(?<path>\/(?:usr|opt|root)\/[^']{0,200}node_modules\/(?:@[^'/]{1,80}\/)?[^'/]{1,80}\/[^']{1,200})'/,
      unless: [
        {
          says: [
            'rejected by your operating system',
            'Missing write access to',
            'Your cache folder contains root-owned files',
          ],
        },
      ],
    },
    {
      on: 'output',
      says: ['cannot run in wd', 'Cannot run in wd'],
      pattern: /annot run in wd (?<path>\S{1,200})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `npm dropped root for an install script, which may not write ${path}`,
    zh: `npm 以非 root 身份运行安装脚本，无法写入 ${path}`,
  }),
  why: {
    en: `Run as root, npm up to version 6 runs the scripts of packages as another user, so a script that downloads or builds
      something into its own global directory is refused. The directory belongs to root; nothing is wrong with the disk or the image.`,
    zh: `以 root 运行时，npm 6 及更早版本会换成另一个用户来执行软件包脚本，
      于是往自己的全局目录下载或编译文件的脚本会被拒绝。目录属于 root，磁盘和镜像都没有问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'newer-npm',
      title: {
        en: 'Use Node.js 16 or later: npm 7 and later run scripts as the owner of the directory',
        zh: '使用 Node.js 16 或更高：npm 7 起按目录所有者运行脚本',
      },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', { en: 'Raise the base image.', zh: '升级基础镜像。' }, { after: 'FROM node:22-slim' }),
      ],
    },
    {
      id: 'unsafe-perm',
      title: { en: 'With an old npm, let the scripts keep root', zh: '使用旧 npm 时，让脚本保留 root 身份' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Only for this install.', zh: '只对这次安装生效。' },
          { after: 'RUN npm install -g --unsafe-perm <package>' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'npm/npm-lifecycle', path: 'index.js' }, { repo: 'npm/uid-number' }],
});

export default npmUnsafePerm;

export const examples: ExamplesOf<typeof npmUnsafePerm> = [
  {
    name: 'a global package builds into its own directory',
    log: `#9 [4/6] RUN npm install -g gulp node-sass
#9 0.410 > node-sass@4.14.1 install /usr/local/lib/node_modules/node-sass
#9 0.462 > node scripts/install.js
#9 0.514 Unable to save binary /usr/local/lib/node_modules/node-sass/vendor/linux-x64-83 : Error: EACCES: permission denied, mkdir '/usr/local/lib/node_modules/node-sass/vendor'
#9 0.566 npm ERR! code ELIFECYCLE
#9 ERROR: process "/bin/sh -c npm install -g gulp node-sass" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install -g gulp node-sass" did not complete successfully: exit code: 1
`,
    matches: { path: '/usr/local/lib/node_modules/node-sass/vendor' },
  },
  {
    name: 'npm itself may not write: USER node',
    log: `#9 [4/6] RUN npm install -g pm2
#9 0.410 npm ERR! code EACCES
#9 0.462 npm ERR! syscall mkdir
#9 0.514 npm ERR! path /usr/local/lib/node_modules/pm2
#9 0.566 npm ERR! Error: EACCES: permission denied, mkdir '/usr/local/lib/node_modules/pm2'
#9 0.618 npm ERR! The operation was rejected by your operating system.
#9 ERROR: process "/bin/sh -c npm install -g pm2" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install -g pm2" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'npm-eacces',
  },
];
