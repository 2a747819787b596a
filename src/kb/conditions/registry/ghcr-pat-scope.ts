import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, run } from '#core/model/steps.ts';
import { PUSHING } from '../../shared/registry.ts';

const ghcrPatScope = condition({
  id: 'ghcr-pat-scope',
  stage: 'registry',
  title: { en: 'GitHub does not let this login read the package', zh: 'GitHub 不允许当前登录读取该 package' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['https://ghcr.io/', 'https://docker.pkg.github.com/'],
      pattern:
        /https:\/\/(?<host>ghcr\.io|docker\.pkg\.github\.com)\/(?:token|v2\/(?<ref>[\w./-]{1,200})\/(?:manifests|blobs)\/)\S{0,2000}"?: (?:401 Unauthorized|403 Forbidden|denied|unauthorized|no basic auth credentials)/,
      strength: 'states',
      unless: [PUSHING],
    },
  ],
  facts: (group) => ({ host: group('host'), ref: group('ref') }),

  yieldsTo: ['ghcr-write-package'],
  headline: ({ host, ref }) => ({
    en: `${host} does not hand out ${ref === '' ? 'the image' : ref}: the package is private, or the stored token may not read it`,
    zh: `${host} 拒绝提供${ref === '' ? '该镜像' : ` ${ref}`}：package 是私有的，或者保存的令牌没有读取权限`,
  }),
  why: {
    en: `New packages on GitHub are private. A token needs read:packages (classic) or, in Actions, packages: read and access to the package.
      A stored token that has expired breaks public images too, and a name that does not exist gets the same answer.`,
    zh: `GitHub 上新建的 package 默认私有。令牌需要 read:packages（classic），在 Actions 中则需要 packages: read 以及对该 package 的访问权。
      保存的令牌过期后，公开镜像也会失败；不存在的名称也会得到同样的结果。`,
  },

  retry: 'useless',
  remedies: ({ host }) => [
    {
      id: 'forget-stale-login',
      title: { en: 'For a public image: forget the stored token', zh: '公开镜像：清除保存的令牌' },
      risk: 'reversible',
      steps: [run(['docker', 'logout', host], 'reversible')],
    },
    {
      id: 'log-in-with-read-packages',
      title: {
        en: 'For a private one: log in with a token that has read:packages',
        zh: '私有镜像：用带 read:packages 的令牌登录',
      },
      risk: 'reversible',
      steps: [
        run(['docker', 'login', host, '-u', '<user>'], 'reversible', {
          note: {
            en: 'A classic personal access token as the password.',
            zh: '密码处填 classic personal access token。',
          },
        }),
        edit(
          '.github/workflows/*.yml',
          { en: 'In GitHub Actions.', zh: '在 GitHub Actions 中设置。' },
          { after: 'permissions:\n  contents: read\n  packages: read' },
        ),
        advise(
          'If the package belongs to another repository: Package settings → Manage Actions access → add this repository.',
          '如果 package 属于其他仓库：在 Package settings → Manage Actions access 中添加当前仓库。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'core/remotes/docker/authorizer.go' },
    { repo: 'ghcr.io', symbol: 'denied' },
  ],
});

export default ghcrPatScope;

export const examples: ExamplesOf<typeof ghcrPatScope> = [
  {
    name: 'BuildKit',
    log: `ERROR: failed to solve: ghcr.io/acme/base:1: failed to resolve source metadata for ghcr.io/acme/base:1: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Aacme%2Fbase%3Apull&service=ghcr.io: 401 Unauthorized
`,
    matches: { host: 'ghcr.io' },
    remedies: ['forget-stale-login', 'log-in-with-read-packages'],
  },
  {
    name: 'pushing needs another permission',
    log: `ERROR: failed to build: failed to solve: failed to push ghcr.io/acme/app:1: denied: permission_denied: write_package
`,
    matches: false,
    is: 'ghcr-write-package',
  },
];
