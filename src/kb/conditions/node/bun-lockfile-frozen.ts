import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const bunLockfileFrozen = condition({
  id: 'bun-lockfile-frozen',
  stage: 'node',
  title: { en: 'bun.lock does not fit package.json', zh: 'bun.lock 与 package.json 不一致' },

  signatures: [{ on: 'output', says: 'lockfile had changes, but lockfile is frozen', strength: 'states' }],

  headline: () => ({
    en: 'bun.lock does not fit package.json, and --frozen-lockfile forbids to change it',
    zh: 'bun.lock 与 package.json 不一致，而 --frozen-lockfile 禁止修改',
  }),
  why: {
    en: 'package.json was changed without running "bun install", not every package.json of the workspace was copied, or another release of bun writes the lock file differently.',
    zh: '修改了 package.json 却没有运行 “bun install”，没有复制工作区的全部 package.json，或者另一版本的 bun 写出的锁文件不同。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'renew-lockfile',
      title: { en: 'Renew the lock file and commit it', zh: '更新锁文件并提交' },
      risk: 'read',
      steps: [
        advise(
          'Run "bun install" in the project with the bun of the image, and commit bun.lock.',
          '用镜像中的 bun 版本在项目里运行 “bun install”，并提交 bun.lock。',
        ),
      ],
    },
    {
      id: 'copy-all-manifests',
      title: { en: 'Copy every package.json that the lock file knows', zh: '复制锁文件涉及的所有 package.json' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'And pin bun to the version that wrote the lock file.', zh: '同时把 bun 固定为生成锁文件的版本。' },
          {
            after: `COPY package.json bun.lock ./
COPY packages/ui/package.json packages/ui/`,
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'oven-sh/bun', path: 'src/install/install.zig' }],
});

export default bunLockfileFrozen;

export const examples: ExamplesOf<typeof bunLockfileFrozen> = [
  {
    name: 'bun',
    log: `#8 [4/5] RUN bun install --frozen-lockfile
#8 1.104 bun install v1.2.4 (fd9a5ea6)
#8 1.125 error: lockfile had changes, but lockfile is frozen
#8 1.146 note: try re-running without --frozen-lockfile and commit the updated lockfile
#8 ERROR: process "/bin/sh -c bun install --frozen-lockfile" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c bun install --frozen-lockfile" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'pnpm',
    log: `#8 [4/5] RUN pnpm install --frozen-lockfile
#8 1.104  ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile" because pnpm-lock.yaml is not up to date
#8 ERROR: process "/bin/sh -c pnpm install --frozen-lockfile" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pnpm install --frozen-lockfile" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pnpm-lockfile',
  },
];
