import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const npmGlobalBinExists = condition({
  id: 'npm-global-bin-exists',
  stage: 'node',
  title: { en: 'A global package would overwrite a command that is already there', zh: '全局包会覆盖已存在的命令' },

  signatures: [
    {
      on: 'output',
      says: 'EEXIST: file already exists',
      pattern: /EEXIST: file already exists, (?:symlink|cmd shim|open) '[^']{1,300}'(?: -> '(?<path>[^']{1,300})')?/,
      strength: 'states',
      also: [{ says: ['npm ERR!', 'npm error'] }],
    },
    {
      on: 'output',
      says: ['npm ERR! File exists: ', 'npm error File exists: '],
      pattern: /File exists: (?<path>\S{1,300})/,
      strength: 'states',
    },
    { on: 'output', says: ['npm ERR! code EEXIST', 'npm error code EEXIST'], when: ({ step }) => step !== undefined },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en:
      path === ''
        ? 'npm will not overwrite a command that is already installed'
        : `npm will not overwrite ${path}: the image already has it`,
    zh: path === '' ? 'npm 不会覆盖已安装的命令' : `npm 不会覆盖 ${path}：镜像里已经有它`,
  }),
  why: {
    en: `npm found a file of another origin where it wants to link a command, and refuses to replace it.
      The official node images already bring npm, npx, corepack and yarn, so installing them again fails.`,
    zh: `npm 想创建命令链接的位置已有来源不同的文件，于是拒绝覆盖。
      官方 node 镜像已自带 npm、npx、corepack 和 yarn，再次安装就会失败。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'leave-it-out',
      title: { en: 'Leave the package out: the image has the command', zh: '去掉这个包：镜像已有该命令' },
      risk: 'reversible',
      steps: [
        look(['docker', 'run', '--rm', 'node:22', 'yarn', '--version']),
        edit('Dockerfile', {
          en: 'Remove the name from the npm install -g line.',
          zh: '从 npm install -g 那一行删去该名称。',
        }),
      ],
    },
    {
      id: 'replace-it',
      title: { en: 'Or replace the one of the image deliberately', zh: '或明确地替换镜像自带的版本' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Only for a command you mean to replace.', zh: '只用于确实要替换的命令。' },
          { after: 'RUN npm install -g --force yarn' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'npm/bin-links', path: 'lib/link-gently.js' },
    { repo: 'npm/gentle-fs', path: 'lib/link.js' },
  ],
});

export default npmGlobalBinExists;

export const examples: ExamplesOf<typeof npmGlobalBinExists> = [
  {
    name: 'yarn is there already',
    log: `#9 [4/6] RUN npm install -g yarn
#9 0.410 npm ERR! code EEXIST
#9 0.462 npm ERR! syscall symlink
#9 0.514 npm ERR! path ../lib/node_modules/yarn/bin/yarn.js
#9 0.566 npm ERR! dest /usr/local/bin/yarn
#9 0.618 npm ERR! EEXIST: file already exists, symlink '../lib/node_modules/yarn/bin/yarn.js' -> '/usr/local/bin/yarn'
#9 0.670 npm ERR! File exists: /usr/local/bin/yarn
#9 ERROR: process "/bin/sh -c npm install -g yarn" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install -g yarn" did not complete successfully: exit code: 1
`,
    matches: { path: '/usr/local/bin/yarn' },
    verdict: 'confirmed',
  },
  {
    name: 'npm may not write there',
    log: `#9 [4/6] RUN npm install -g pm2
#9 0.410 npm ERR! code EACCES
#9 0.462 npm ERR! Error: EACCES: permission denied, mkdir '/usr/local/lib/node_modules/pm2'
#9 0.514 npm ERR! The operation was rejected by your operating system.
#9 ERROR: process "/bin/sh -c npm install -g pm2" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install -g pm2" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'npm-eacces',
  },
];
