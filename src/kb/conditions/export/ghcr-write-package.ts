import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const ghcrWritePackage = condition({
  id: 'ghcr-write-package',
  stage: 'export',
  title: { en: 'The token may not write this GitHub package', zh: '令牌没有写入该 GitHub package 的权限' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'permission_denied: write_package',
        'permission_denied: create_package',
        'installation not allowed to Create organization package',
        'installation not allowed to Write organization package',
        'permission_denied: The token provided does not match expected scopes',
        'permission_denied: The requested installation does not exist',
      ],
      pattern: /(?:ghcr\.io\/(?<ref>[\w./-]{1,200}(?::[\w.-]{1,128})?))?/,
      strength: 'states',
    },
    {
      on: 'error',
      says: '403 Forbidden',
      pattern:
        /unexpected status from (?:POST|PUT|PATCH|HEAD) request to https:\/\/ghcr\.io\/v2\/(?<ref>\S{1,255})\/(?:blobs|manifests)\/\S{0,2000}: 403 Forbidden/,
      also: [{ says: 'failed to push ' }],
      strength: 'states',
    },
  ],
  facts: (group) => ({ ref: group('ref') }),

  headline: ({ ref }) => ({
    en: `ghcr.io refuses the push${ref === '' ? '' : ` to ${ref}`}: the token lacks packages: write or access to this package`,
    zh: `ghcr.io 拒绝推送${ref === '' ? '' : `到 ${ref}`}：令牌缺少 packages: write，或没有该 package 的访问权`,
  }),
  why: {
    en: `The login worked, but GitHub checks a second thing: the token's scope and whether this repository is allowed to write the
      package. A package first pushed by hand or from another repository does not admit the workflow until it is linked; runs for pull requests from a fork or from Dependabot never get a writing token.`,
    zh: `登录成功了，但 GitHub 还会检查令牌的权限范围，以及当前仓库是否被允许写入该 package。
      由他人手动推送或由其他仓库创建的 package，在关联之前不接受此 workflow 的写入；来自 fork 或 Dependabot 的 PR 永远只有只读令牌。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'grant-packages-write',
      title: { en: 'Grant the workflow packages: write', zh: '为 workflow 授予 packages: write' },
      risk: 'reversible',
      steps: [
        edit(
          '.github/workflows/*.yml',
          {
            en: 'Add the permission to the job that pushes.',
            zh: '在执行推送的 job 中添加权限。',
          },
          { after: 'permissions:\n  contents: read\n  packages: write' },
        ),
      ],
    },
    {
      id: 'link-the-repository',
      title: { en: 'Admit the repository on the package', zh: '在 package 上允许该仓库访问' },
      risk: 'read',
      steps: [
        advise(
          'On GitHub open the package → Package settings → Manage Actions access → Add Repository, role Write. For an organisation, allow package creation under its Packages settings.',
          '在 GitHub 打开该 package → Package settings → Manage Actions access → Add Repository，角色选 Write。如属于组织，还要在组织的 Packages 设置中允许创建。',
        ),
        advise(
          'Outside of Actions use a classic personal access token with write:packages; fine-grained tokens do not reach ghcr.io.',
          '在 Actions 之外，请使用带 write:packages 的 classic personal access token；fine-grained 令牌不能用于 ghcr.io。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'ghcr.io', symbol: 'permission_denied: write_package' }],
});

export default ghcrWritePackage;

export const examples: ExamplesOf<typeof ghcrWritePackage> = [
  {
    name: 'docker/build-push-action',
    log: `#18 ERROR: failed to push ghcr.io/acme/app:1.2: denied: permission_denied: write_package
------
 > exporting to image:
------
ERROR: failed to build: failed to solve: failed to push ghcr.io/acme/app:1.2: denied: permission_denied: write_package
`,
    matches: {},
    verdict: 'confirmed',
    remedies: ['grant-packages-write', 'link-the-repository'],
  },
  {
    name: 'another registry denies the push',
    log: `ERROR: failed to build: failed to solve: failed to push registry.example/acme/app:1.2: denied: requested access to the resource is denied
`,
    matches: false,
    is: 'push-denied',
  },
];
