import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { dockerfileRemedy, inInstruction } from '../../shared/instruction-edit.ts';

const npmCiLockOutOfSync = condition({
  id: 'npm-ci-lock-out-of-sync',
  stage: 'node',
  title: { en: 'package.json and package-lock.json disagree', zh: 'package.json 与 package-lock.json 不一致' },

  signatures: [
    {
      on: 'output',
      says: ['from lock file', "Invalid: lock file's"],
      pattern:
        /(?:Missing: (?<missing>\S{1,200}) from lock file|Invalid: lock file's (?<locked>\S{1,200}) does not satisfy (?<wanted>\S{1,200}))/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['npm-shrinkwrap.json are in sync', 'package-lock.json are in sync'],
      strength: 'states',
      unless: [{ says: ['from lock file', "Invalid: lock file's"] }],
    },
  ],
  facts: (group) => ({ missing: group('missing'), locked: group('locked'), wanted: group('wanted') }),

  headline: ({ missing, locked, wanted }) =>
    missing !== ''
      ? { en: `npm ci refuses: ${missing} is not in the lock file`, zh: `npm ci 拒绝安装：锁文件中没有 ${missing}` }
      : wanted !== ''
        ? {
            en: `npm ci refuses: the lock file has ${locked}, package.json wants ${wanted}`,
            zh: `npm ci 拒绝安装：锁文件是 ${locked}，package.json 要求 ${wanted}`,
          }
        : {
            en: 'npm ci refuses: package.json and the lock file are not in sync',
            zh: 'npm ci 拒绝安装：package.json 与锁文件不同步',
          },
  why: {
    en: `npm ci installs exactly what the lock file says, so it first compares it with package.json and stops at the first difference.
      Either package.json was changed without committing the new lock file, or the lock file was written by another major version of npm,
      which resolves peer and optional dependencies differently.`,
    zh: `npm ci 只安装锁文件里写的内容，因此会先与 package.json 比较，遇到不同就停止。
      要么改了 package.json 却没有提交新的锁文件，要么锁文件是由另一个 npm 大版本写的，
      不同大版本对 peer 和可选依赖的解析不同。`,
  },

  retry: 'useless',
  remedies: (_facts, _seen, at) => [
    dockerfileRemedy(
      'settle-in-the-image',
      {
        en: 'Let npm install settle the difference, until the lock file is written again',
        zh: '在重新生成锁文件之前，由 npm install 处理差异',
      },
      { en: 'What the lock file does have is still installed as it says', zh: '锁文件中已有的部分仍按其版本安装' },
      inInstruction(at, /\bnpm ci\b/, () => 'npm install'),
    ),
    {
      id: 'refresh-the-lock',
      title: {
        en: 'Write the lock file again with the npm of the image, and commit it',
        zh: '用镜像里的 npm 重新生成锁文件并提交',
      },
      risk: 'reversible',
      steps: [
        look(['docker', 'run', '--rm', 'node:22', 'npm', '--version'], {
          note: { en: 'Use the tag of your FROM line.', zh: '换成你 FROM 行的标签。' },
        }),
        run(['npm', 'install', '--package-lock-only'], 'reversible'),
        run(['git', 'add', 'package.json', 'package-lock.json'], 'reversible'),
      ],
    },
    {
      id: 'same-npm',
      title: {
        en: 'Use the same Node.js in the image and on the machine that writes the lock file',
        zh: '镜像与生成锁文件的机器使用同一版本的 Node.js',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Take the Node.js version the team uses.', zh: '使用团队所用的 Node.js 版本。' },
          { after: 'FROM node:22-slim' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'npm/cli', path: 'lib/commands/ci.js', symbol: 'validateLockfile' },
    { repo: 'npm/cli', path: 'lib/utils/validate-lockfile.js' },
  ],
});

export default npmCiLockOutOfSync;

export const examples: ExamplesOf<typeof npmCiLockOutOfSync> = [
  {
    name: 'npm 10 names the missing package',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm error code EUSAGE
#9 0.462 npm error
#9 0.514 npm error \`npm ci\` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with \`npm install\` before continuing.
#9 0.566 npm error
#9 0.618 npm error Missing: left-pad@1.3.0 from lock file
#9 0.670 npm error
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: { missing: 'left-pad@1.3.0' },
    verdict: 'confirmed',
  },
  {
    name: 'npm 6 says no more than that',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm ERR! cipm can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with \`npm install\` before continuing.
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: { missing: '' },
  },
  {
    name: 'there is no lock file at all',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm error code EUSAGE
#9 0.462 npm error
#9 0.514 npm error The \`npm ci\` command can only install with an existing package-lock.json or
#9 0.566 npm error npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or
#9 0.618 npm error later to generate a package-lock.json file, then try again.
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'npm-ci-no-lockfile',
  },
];
