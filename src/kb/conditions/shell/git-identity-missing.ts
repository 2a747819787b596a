import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const gitIdentityMissing = condition({
  id: 'git-identity-missing',
  stage: 'shell',
  title: { en: 'git has no name and address for a commit', zh: 'git 提交缺少姓名和邮箱' },

  signatures: [
    {
      on: 'output',
      says: [
        '*** Please tell me who you are.',
        'Author identity unknown',
        'Committer identity unknown',
        'unable to auto-detect email address',
      ],
      strength: 'states',
    },
  ],

  headline: () => ({ en: 'git was asked to commit and does not know as whom', zh: 'git 要提交，但不知道提交者是谁' }),
  why: {
    en: 'A build step has no home of yours, so no git configuration. "git commit", "git am", "git merge" and "git stash" need one.',
    zh: '构建步骤中没有你的主目录，因此没有 git 配置。“git commit”、“git am”、“git merge”、“git stash” 都需要它。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'set-identity',
      title: { en: 'Give git an identity in the build', zh: '在构建中设置 git 身份' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before the commit.', zh: '在提交之前。' },
          { after: 'RUN git config --global user.email build@localhost && git config --global user.name build' },
        ),
      ],
    },
    {
      id: 'apply-instead',
      title: { en: 'Apply a patch without a commit', zh: '不提交，直接应用补丁' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'No identity is needed.', zh: '不需要身份。' },
          { before: 'RUN git am x.patch', after: 'RUN git apply x.patch' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'git/git', path: 'ident.c', symbol: 'env_hint' }],
});

export default gitIdentityMissing;

export const examples: ExamplesOf<typeof gitIdentityMissing> = [
  {
    name: 'git am',
    log: `#8 [4/5] RUN git am fix.patch
#8 1.104 Committer identity unknown
#8 1.125
#8 1.146 *** Please tell me who you are.
#8 1.167
#8 1.188 fatal: unable to auto-detect email address (got 'root@buildkitsandbox.(none)')
#8 ERROR: process "/bin/sh -c git am fix.patch" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c git am fix.patch" did not complete successfully: exit code: 128
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'no repository at all',
    log: `#8 [4/5] RUN git rev-parse HEAD
#8 1.104 fatal: not a git repository (or any of the parent directories): .git
#8 ERROR: process "/bin/sh -c git rev-parse HEAD" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c git rev-parse HEAD" did not complete successfully: exit code: 128
`,
    matches: false,
    is: 'git-metadata-missing-in-context',
  },
];
