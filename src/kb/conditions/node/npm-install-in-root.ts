import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const npmInstallInRoot = condition({
  id: 'npm-install-in-root',
  stage: 'node',
  title: { en: 'npm install ran in the root directory', zh: 'npm install 在根目录运行' },

  signatures: [
    { on: 'output', says: ['Tracker "idealTree" already exists', 'Tracker "idealTree:'], strength: 'states' },
  ],

  headline: () => ({
    en: 'npm install was run in /, where npm 7 and later cannot work',
    zh: 'npm install 在 / 下运行，npm 7 及以后不支持',
  }),
  why: {
    en: `No WORKDIR was set, so npm took the root directory of the image for the project and stumbled over the system directories.
      It says nothing about the packages themselves.`,
    zh: `没有设置 WORKDIR，npm 便把镜像根目录当作项目目录，被系统目录绊住。这与软件包本身无关。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'set-workdir',
      title: { en: 'Set a working directory before copying and installing', zh: '在复制和安装之前设置工作目录' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before COPY.', zh: '放在 COPY 之前。' },
          { after: 'WORKDIR /app\nCOPY package*.json ./\nRUN npm ci' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'npm/cli', path: 'workspaces/arborist/lib/tracker.js' }],
});

export default npmInstallInRoot;

export const examples: ExamplesOf<typeof npmInstallInRoot> = [
  {
    name: 'no WORKDIR',
    log: `#9 [4/6] RUN npm install
#9 0.410 npm ERR! Tracker "idealTree" already exists
#9 0.462
#9 0.514 npm ERR! A complete log of this run can be found in:
#9 0.566 npm ERR!     /root/.npm/_logs/2024-03-01T08_00_00_000Z-debug-0.log
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'package.json is missing',
    log: `#9 [4/6] RUN npm install
#9 0.410 npm error code ENOENT
#9 0.462 npm error syscall open
#9 0.514 npm error path /app/package.json
#9 0.566 npm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open '/app/package.json'
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'package-json-missing',
  },
];
