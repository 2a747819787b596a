import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const pnpmPurgeNeedsConsent = condition({
  id: 'pnpm-purge-needs-consent',
  stage: 'node',
  title: {
    en: 'pnpm wants to remove node_modules and has nobody to ask',
    zh: 'pnpm 要删除 node_modules，但无人可确认',
  },

  signatures: [{ on: 'output', says: 'ERR_PNPM_ABORTED_REMOVE_MODULES_DIR_NO_TTY', strength: 'states' }],

  headline: () => ({
    en: 'pnpm wants to remove node_modules and has nobody to ask',
    zh: 'pnpm 要删除 node_modules，但无人可确认',
  }),
  why: {
    en: 'The image holds a node_modules that does not fit: of the host, copied in because .dockerignore does not name it, or made with other settings (NODE_ENV, hoisting, another pnpm).',
    zh: '镜像中的 node_modules 不匹配：它来自宿主机（.dockerignore 未排除），或者是用其他设置（NODE_ENV、hoist、另一版本的 pnpm）生成的。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'keep-it-out',
      title: { en: 'Keep the node_modules of the host out of the image', zh: '不要把宿主机的 node_modules 带入镜像' },
      risk: 'reversible',
      steps: [edit('.dockerignore', { en: 'In every folder.', zh: '所有目录。' }, { after: '**/node_modules' })],
    },
    {
      id: 'say-ci',
      title: { en: 'Tell pnpm that nobody is there', zh: '告诉 pnpm 当前无人值守' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'It then removes the folder without asking.', zh: '之后它会直接删除该目录。' },
          { after: 'ENV CI=true' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'pnpm/pnpm', path: 'pkg-manager/core/src/install/validateModules.ts' }],
});

export default pnpmPurgeNeedsConsent;

export const examples: ExamplesOf<typeof pnpmPurgeNeedsConsent> = [
  {
    name: 'a copied node_modules',
    log: `#8 [4/5] RUN pnpm install --prod
#8 1.104  ERR_PNPM_ABORTED_REMOVE_MODULES_DIR_NO_TTY  Aborted removal of modules directory due to no TTY
#8 1.125
#8 1.146 If you are running pnpm in CI, set the CI environment variable to "true".
#8 ERROR: process "/bin/sh -c pnpm install --prod" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pnpm install --prod" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the lock file',
    log: `#8 [4/5] RUN pnpm install --frozen-lockfile
#8 1.104  ERR_PNPM_NO_LOCKFILE  Cannot install with "frozen-lockfile" because pnpm-lock.yaml is absent
#8 ERROR: process "/bin/sh -c pnpm install --frozen-lockfile" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pnpm install --frozen-lockfile" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pnpm-lockfile',
  },
];
