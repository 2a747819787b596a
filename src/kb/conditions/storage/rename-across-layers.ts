import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const renameAcrossLayers = condition({
  id: 'rename-across-layers',
  stage: 'storage',
  title: { en: 'A rename across layers fails', zh: '跨层重命名失败' },

  signatures: [
    {
      on: 'output',
      says: ['EXDEV: cross-device link not permitted, rename ', 'Invalid cross-device link'],
      pattern: /(?:EXDEV: cross-device link not permitted, rename '(?<path>[^']{1,300})'|Invalid cross-device link)/,
      when: isOfStep,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en:
      path === ''
        ? 'A directory of an earlier layer cannot be renamed'
        : `${path} is in an earlier layer and cannot be renamed`,
    zh: path === '' ? '较早层中的目录无法重命名' : `${path} 位于较早的层，无法重命名`,
  }),
  why: {
    en: `overlay2 cannot rename a directory that comes from a lower layer: the system call answers EXDEV, and a program that does not copy instead gives up. Old versions of npm and yarn do.`,
    zh: `overlay2 无法重命名来自下层的目录：系统调用返回 EXDEV，不改用复制的程序就会放弃。旧版 npm 和 yarn 就是如此。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'same-step',
      title: { en: 'Make and replace it in the same step', zh: '在同一步骤中创建并替换' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'What a step made itself is in the upper layer and can be renamed.',
            zh: '同一步骤创建的内容位于上层，可以重命名。',
          },
          { before: 'RUN npm install', after: 'RUN rm -rf node_modules && npm install' },
        ),
      ],
    },
    {
      id: 'newer-client',
      title: { en: 'For npm itself: take a newer Node image', zh: '对 npm 自身：使用较新的 Node 镜像' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'npm of Node 16 and later copies where it cannot rename.',
            zh: 'Node 16 及以后的 npm 在无法重命名时会复制。',
          },
          { before: 'FROM node:10', after: 'FROM node:22' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'torvalds/linux', path: 'Documentation/filesystems/overlayfs.rst' },
    { repo: 'npm/cli', path: 'lib/install/action/move.js' },
  ],
});

export default renameAcrossLayers;

export const examples: ExamplesOf<typeof renameAcrossLayers> = [
  {
    name: 'npm upgrades itself',
    log: `#7 [3/5] RUN npm install -g npm
#7 0.200 npm ERR! Error: EXDEV: cross-device link not permitted, rename '/usr/lib/node_modules/npm' -> '/usr/lib/node_modules/.npm.DELETE'
#7 ERROR: process "/bin/sh -c npm install -g npm" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install -g npm" did not complete successfully: exit code: 1
`,
    matches: { path: '/usr/lib/node_modules/npm' },
    verdict: 'confirmed',
  },
  {
    name: 'another error of rename',
    log: `#7 [3/5] RUN npm install
#7 0.200 npm ERR! Error: EACCES: permission denied, rename '/app/node_modules/a' -> '/app/node_modules/.a.DELETE'
#7 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 243
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 243
`,
    matches: false,
  },
];
