import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const ghaSecretEmptyInFork = condition({
  id: 'gha-secret-empty-in-fork',
  stage: 'ci',
  title: { en: 'The registry secrets are empty in this workflow run', zh: '该工作流运行中的仓库密钥为空' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'Username and password required',
      pattern: /^(?:Error: )?Username and password required$/,
    },
  ],

  headline: () => ({
    en: 'The workflow has no right to log in or push here',
    zh: '该工作流没有登录或推送的权限',
  }),
  why: {
    en: `docker/login-action got empty values. GitHub gives no secrets and only a reading token to runs for pull
      requests from forks and from Dependabot. The password itself need not be wrong.`,
    zh: `docker/login-action 收到的是空值。
      对来自 fork 和 Dependabot 的 PR，GitHub 不提供密钥，令牌也只读。密码本身不一定有错。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'push-only-on-own-branches',
      title: { en: 'Log in and push only where the secrets exist', zh: '只在有密钥的情况下登录和推送' },
      risk: 'reversible',
      steps: [
        edit(
          '.github/workflows/build.yml',
          {
            en: 'On the login step; for build-push-action use the same expression as push:',
            zh: '加在登录步骤上；build-push-action 的 push: 用同样的表达式',
          },
          { after: "        if: github.event_name != 'pull_request'" },
        ),
      ],
    },
    {
      id: 'give-permission',
      title: { en: 'GHCR: let the token write packages', zh: 'GHCR：允许令牌写 packages' },
      risk: 'reversible',
      steps: [
        edit(
          '.github/workflows/build.yml',
          {
            en: 'In the job, and the repository needs access to an existing package',
            zh: '写在 job 中；已存在的 package 还要给仓库授权',
          },
          { after: '    permissions:\n      contents: read\n      packages: write' },
        ),
      ],
    },
    {
      id: 'check-secret-names',
      title: { en: 'Check that the secrets exist under these names', zh: '检查密钥名称是否存在' },
      risk: 'read',
      steps: [look(['gh', 'secret', 'list'])],
    },
  ],

  sources: [{ repo: 'docker/login-action', path: 'src/docker.ts' }, { repo: 'GitHub Actions' }],
});

export default ghaSecretEmptyInFork;

export const examples: ExamplesOf<typeof ghaSecretEmptyInFork> = [
  {
    name: 'a pull request from a fork',
    log: `##[group]Run docker/login-action@v3
##[endgroup]
##[error]Username and password required
`,
    matches: {},
  },
  {
    name: 'the token may not write',
    log: `ERROR: failed to build: failed to solve: failed to push ghcr.io/acme/app:1.0: denied: installation not allowed to Write organization package
`,
    matches: false,
    is: 'ghcr-write-package',
  },
  {
    name: 'the registry denies a known user',
    log: `ERROR: failed to build: failed to solve: failed to push docker.io/acme/app:1.0: push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed
`,
    matches: false,
  },
];
