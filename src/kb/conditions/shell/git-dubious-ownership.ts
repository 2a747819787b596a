import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { COMPILE_ERRORS } from '../../shared/compile-error.ts';

const gitDubiousOwnership = condition({
  id: 'git-dubious-ownership',
  stage: 'shell',
  title: { en: 'git refuses a repository that belongs to another user', zh: 'git 拒绝属于其他用户的仓库' },

  signatures: [
    {
      on: 'output',
      says: 'detected dubious ownership in repository at',
      pattern: /dubious ownership in repository at '(?<path>[^']{1,300})'/,
      unless: [{ says: COMPILE_ERRORS }],
      strength: 'states',
    },
    {
      on: 'output',
      says: 'fatal: unsafe repository (',
      pattern: /unsafe repository \('(?<path>[^']{1,300})'/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `git refuses ${path}: it belongs to another user`,
    zh: `git 拒绝 ${path}：它属于其他用户`,
  }),
  why: {
    en: `Since 2.35.2 git reads a repository only if the user who calls it owns it. COPY makes files belong to root, and a bind
      mount keeps the owner of the host, so the user of the step is often another one. Tools that ask git for a version
      (Go's VCS stamping, setuptools_scm) fail with it.`,
    zh: `从 2.35.2 起，git 只读取属于调用者的仓库。COPY 的文件属于 root，bind mount 保留宿主机的属主，
      所以步骤的用户往往不同。向 git 查询版本的工具（Go 的 VCS 信息、setuptools_scm）会随之失败。`,
  },

  retry: 'useless',
  remedies: ({ path }) => [
    {
      id: 'mark-it-safe',
      title: { en: 'Say that this directory is safe', zh: '声明该目录是安全的' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before git is used.', zh: '放在使用 git 之前。' },
          { after: `RUN git config --global --add safe.directory ${path}` },
        ),
      ],
    },
    {
      id: 'own-it',
      title: { en: 'Or copy it for the user of the step', zh: '或在 COPY 时设置属主' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'For Go, -buildvcs=false does too.', zh: '对 Go 也可以用 -buildvcs=false。' },
          { after: 'COPY --chown=app:app . .' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'git/git', path: 'setup.c', symbol: 'ensure_valid_ownership' }],
});

export default gitDubiousOwnership;

export const examples: ExamplesOf<typeof gitDubiousOwnership> = [
  {
    name: 'copied as root, used as another user',
    log: `#9 [5/6] RUN git rev-parse HEAD
#9 0.101 fatal: detected dubious ownership in repository at '/app'
#9 0.101 To add an exception for this directory, call:
#9 ERROR: process "/bin/sh -c git rev-parse HEAD" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c git rev-parse HEAD" did not complete successfully: exit code: 128
`,
    matches: { path: '/app' },
    verdict: 'confirmed',
  },
  {
    name: 'there is no repository',
    log: `#9 [5/6] RUN git rev-parse HEAD
#9 0.101 fatal: not a git repository (or any of the parent directories): .git
#9 ERROR: process "/bin/sh -c git rev-parse HEAD" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c git rev-parse HEAD" did not complete successfully: exit code: 128
`,
    matches: false,
  },
];
