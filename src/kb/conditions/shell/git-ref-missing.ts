import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const gitRefMissing = condition({
  id: 'git-ref-missing',
  stage: 'shell',
  title: { en: 'A branch, tag or commit is not in the repository', zh: '仓库中没有该分支、标签或提交' },

  signatures: [
    {
      on: 'output',
      says: 'reference is not a tree: ',
      pattern: /reference is not a tree: (?<ref>\S{1,120})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'did not match any file(s) known to git',
      pattern: /pathspec '(?<ref>[^']{1,200})' did not match/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'fatal: Remote branch ',
      pattern: /Remote branch (?<ref>\S{1,200}) not found in upstream/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ["couldn't find remote ref ", "Couldn't find remote ref "],
      pattern: /[Cc]ouldn't find remote ref (?<ref>\S{1,200})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'unknown revision or path not in the working tree',
      pattern: /ambiguous argument '(?<ref>[^']{1,200})': unknown revision/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['fatal: remote error: upload-pack: not our ref', 'Server does not allow request for unadvertised object'],
      pattern: /(?:not our ref|unadvertised object) (?<ref>\S{1,80})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['Could not find remote branch '],
      pattern: /Could not find remote branch (?<ref>\S{1,200})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['does not exist in the repository', 'does not exist in git://'],
      pattern: /(?:Revision|commit) (?<ref>[0-9a-f]{7,40}) does not exist in/,
    },
    {
      on: 'output',
      says: ['revspec ', 'failed to find branch `', 'failed to find tag `'],
      pattern: /revspec '(?<ref>[^']{1,120})' not found|failed to find (?:branch|tag) `(?<branch>[^`]{1,120})`/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ ref: group('ref') || group('branch') }),

  yieldsTo: ['build-arg-missing', 'go-module-fetch'],
  headline: ({ ref }) => ({ en: `The repository has no "${ref}"`, zh: `仓库中没有 "${ref}"` }),
  why: {
    en: `git reached the repository and did not find that name or commit. The branch was renamed (master to main) or deleted, a
      force push dropped the commit, or the clone is shallow (--depth) and does not go back that far.`,
    zh: `git 已连上仓库，但找不到该名字或提交。分支可能改名（master 改为 main）或删除，提交被强制推送移除，
      或克隆是浅克隆（--depth），历史不够深。`,
  },

  retry: 'useless',
  remedies: ({ ref }) => [
    {
      id: 'list-the-refs',
      title: { en: 'See which branches and tags there are', zh: '查看有哪些分支和标签' },
      risk: 'read',
      steps: [
        look(['git', 'ls-remote', '--heads', '--tags', 'https://git.example/owner/name.git'], {
          note: { en: 'With the repository of the failing step.', zh: '换成失败步骤中的仓库。' },
        }),
      ],
    },
    {
      id: 'use-an-existing-ref',
      title: { en: 'Use one that exists, or fetch more history', zh: '改用存在的引用，或获取更多历史' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: `Instead of ${ref}; tags last longer than branches. For a commit: fetch it by its id.`,
            zh: `替换 ${ref}；标签比分支更持久。若是提交，按提交号获取。`,
          },
          { after: 'RUN git clone --branch v1.2.3 --depth 1 https://git.example/owner/name.git' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'git/git', path: 'builtin/checkout.c', symbol: 'parse_branchname_arg' },
    { repo: 'git/git', path: 'builtin/clone.c' },
  ],
});

export default gitRefMissing;

export const examples: ExamplesOf<typeof gitRefMissing> = [
  {
    name: 'a branch that was renamed',
    log: `#6 [2/4] RUN git clone -b master https://git.example/owner/name.git
#6 0.512 Cloning into 'name'...
#6 0.901 fatal: Remote branch master not found in upstream origin
#6 ERROR: process "/bin/sh -c git clone -b master https://git.example/owner/name.git" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c git clone -b master https://git.example/owner/name.git" did not complete successfully: exit code: 128
`,
    matches: { ref: 'master' },
    verdict: 'confirmed',
  },
  {
    name: 'the repository itself is not there',
    log: `#6 [2/4] RUN git clone https://git.example/owner/name.git
#6 0.901 fatal: repository 'https://git.example/owner/name.git/' not found
#6 ERROR: process "/bin/sh -c git clone https://git.example/owner/name.git" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c git clone https://git.example/owner/name.git" did not complete successfully: exit code: 128
`,
    matches: false,
    is: 'git-auth-failed',
  },
];
