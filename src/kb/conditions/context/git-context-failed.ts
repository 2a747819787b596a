import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { run, shell } from '#core/model/steps.ts';

const gitContextFailed = condition({
  id: 'git-context-failed',
  stage: 'context',
  title: { en: 'The remote git context cannot be fetched', zh: '无法获取远程 git 上下文' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'failed to fetch remote ',
      pattern: /failed to fetch remote (?<url>[^\s:]{1,20}:?[^\s]{1,300}): (?<reason>[^\n]{1,300})/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'repository does not contain ref ',
      pattern: /(?<reason>repository does not contain ref [^\s,]{1,200})/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: [
        'failed to find git binary',
        'failed to update submodules for ',
        "unable to 'git clone' to temporary context directory",
      ],
      pattern:
        /(?<reason>failed to find git binary|failed to update submodules for [^\s:]{1,300}|unable to 'git clone' to temporary context directory[^\n]{0,200})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ url: group('url'), reason: group('reason') }),

  yieldsTo: ['git-auth-failed'],
  headline: ({ reason }) => ({
    en: `The git source could not be fetched: ${reason}`,
    zh: `无法获取 git 源：${reason}`,
  }),
  why: {
    en: `The context, or an ADD, is a git address that the builder fetches itself. The branch or tag may not exist,
      the repository may be private, or the builder (not your shell) may have no way to the host or no git.`,
    zh: `上下文或 ADD 是 git 地址，由 builder 自己获取。分支或标签可能不存在，仓库可能是私有的，
      或 builder（不是你的 shell）无法访问该主机、没有 git。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'check-the-ref',
      title: { en: 'See whether address and ref exist', zh: '查看地址和引用是否存在' },
      risk: 'read',
      steps: [shell('git ls-remote <repository> <ref>', 'git ls-remote "<repository>" "<ref>"', 'read')],
    },
    {
      id: 'pass-a-token',
      title: { en: 'A private repository: pass a token as secret', zh: '私有仓库：以 secret 传入令牌' },
      risk: 'reversible',
      steps: [
        run(
          [
            'docker',
            'build',
            '--secret',
            'id=GIT_AUTH_TOKEN,env=GIT_AUTH_TOKEN',
            'https://git.example/team/app.git#main',
          ],
          'reversible',
        ),
      ],
    },
    {
      id: 'use-a-checkout',
      title: { en: 'Or build from a checkout', zh: '或者从本地检出构建' },
      risk: 'reversible',
      steps: [run(['docker', 'build', '.'], 'reversible')],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'source/git/source.go' },
    { repo: 'docker/cli', path: 'cli/command/image/build_session.go' },
  ],
});

export default gitContextFailed;

export const examples: ExamplesOf<typeof gitContextFailed> = [
  {
    name: 'the branch has another name',
    log: `#1 [internal] load git source https://git.example/team/app.git#master
#1 ERROR: repository does not contain ref master, output: ""
------
ERROR: failed to build: failed to solve: failed to read dockerfile: failed to load cache key: repository does not contain ref master, output: ""
`,
    matches: {},
  },
  {
    name: 'a git clone inside a step',
    log: `#9 [3/5] RUN git clone https://git.example/team/app.git
#9 0.400 fatal: repository 'https://git.example/team/app.git/' not found
#9 ERROR: process "/bin/sh -c git clone https://git.example/team/app.git" did not complete successfully: exit code: 128
------
ERROR: failed to build: failed to solve: process "/bin/sh -c git clone https://git.example/team/app.git" did not complete successfully: exit code: 128
`,
    matches: false,
  },
];
