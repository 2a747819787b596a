import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const pnpmLockfile = condition({
  id: 'pnpm-lockfile',
  stage: 'node',
  title: { en: 'pnpm refuses the lock file', zh: 'pnpm 拒绝使用该锁文件' },

  signatures: [
    {
      on: 'output',
      says: [
        'ERR_PNPM_OUTDATED_LOCKFILE',
        'ERR_PNPM_LOCKFILE_BREAKING_CHANGE',
        'ERR_PNPM_LOCKFILE_CONFIG_MISMATCH',
        'ERR_PNPM_NO_LOCKFILE',
        'ERR_PNPM_FROZEN_LOCKFILE_WITH_OUTDATED_LOCKFILE',
      ],
      pattern: /ERR_PNPM_(?<code>[A-Z_]{4,60})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ code: group('code') }),

  headline: ({ code }) =>
    code === 'NO_LOCKFILE'
      ? { en: 'pnpm finds no pnpm-lock.yaml in the image', zh: 'pnpm 在镜像中找不到 pnpm-lock.yaml' }
      : code === 'LOCKFILE_BREAKING_CHANGE'
        ? { en: 'pnpm-lock.yaml was written by an incompatible pnpm', zh: 'pnpm-lock.yaml 是由不兼容的 pnpm 版本写的' }
        : {
            en: 'pnpm-lock.yaml does not fit package.json or the settings',
            zh: 'pnpm-lock.yaml 与 package.json 或设置不符',
          },
  why: {
    en: `In CI and with --frozen-lockfile pnpm installs exactly what the lock file says and stops at the first difference.
      A changed package.json, other overrides, or a pnpm of another major version in the image are the usual reasons.`,
    zh: `在 CI 中或使用 --frozen-lockfile 时，pnpm 只按锁文件安装，遇到不同就停止。
      常见原因是改了 package.json、overrides 不同，或镜像里的 pnpm 大版本不同。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'refresh-lock',
      title: {
        en: 'Write the lock file again with the pnpm of the project and commit it',
        zh: '用项目指定的 pnpm 重新生成锁文件并提交',
      },
      risk: 'reversible',
      steps: [
        run(['pnpm', 'install', '--lockfile-only'], 'reversible'),
        run(['git', 'add', 'pnpm-lock.yaml'], 'reversible'),
      ],
    },
    {
      id: 'pin-pnpm',
      title: { en: 'Pin pnpm, so that image and machines use the same one', zh: '固定 pnpm 版本，使镜像与各机器一致' },
      risk: 'reversible',
      steps: [
        edit(
          'package.json',
          { en: 'The version that wrote the lock file.', zh: '写锁文件所用的版本。' },
          { after: '"packageManager": "pnpm@9.15.4"' },
        ),
        edit(
          'Dockerfile',
          { en: 'Copy the lock file together with package.json.', zh: '锁文件要与 package.json 一起复制。' },
          { after: 'RUN corepack enable\nCOPY package.json pnpm-lock.yaml ./\nRUN pnpm install --frozen-lockfile' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'pnpm/pnpm', path: 'pkg-manager/core/src/install/index.ts' },
    { repo: 'pnpm/pnpm', path: 'lockfile/fs/src/read.ts' },
  ],
});

export default pnpmLockfile;

export const examples: ExamplesOf<typeof pnpmLockfile> = [
  {
    name: 'package.json was changed',
    log: `#9 [4/6] RUN pnpm install --frozen-lockfile
#9 0.410  ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile" because pnpm-lock.yaml is not up to date with <ROOT>/package.json
#9 0.462
#9 0.514 Note that in CI environments this setting is true by default.
#9 ERROR: process "/bin/sh -c pnpm install --frozen-lockfile" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pnpm install --frozen-lockfile" did not complete successfully: exit code: 1
`,
    matches: { code: 'OUTDATED_LOCKFILE' },
    verdict: 'confirmed',
  },
  {
    name: 'the registry is what fails',
    log: `#9 [4/6] RUN pnpm install
#9 0.410  ERR_PNPM_FETCH_401  GET https://npm.corp.example/@acme%2Fui: Unauthorized - 401
#9 ERROR: process "/bin/sh -c pnpm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pnpm install" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'npm-auth',
  },
];
