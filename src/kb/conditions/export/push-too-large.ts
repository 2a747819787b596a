import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';

const pushTooLarge = condition({
  id: 'push-too-large',
  stage: 'export',
  title: { en: 'A proxy before the registry refuses layers of this size', zh: '仓库前的代理拒绝这么大的镜像层' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: [
        '413 Request Entity Too Large',
        '413 Payload Too Large',
        '413 Content Too Large',
        'error parsing HTTP 413 response body',
      ],
      pattern:
        /(?:(?:PATCH|PUT|POST) request to https?:\/\/(?<host>[^/\s]{1,253})\/\S{0,2000}: )?(?:413 |error parsing HTTP 413)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ host: group('host') }),

  headline: ({ host }) => ({
    en: `${host === '' ? 'A proxy before the registry' : host} answered 413: the layer is larger than it allows`,
    zh: `${host === '' ? '仓库前的代理' : `${host} `}返回 413：镜像层超过了允许的大小`,
  }),
  why: {
    en: `The layer is uploaded as one request, and a reverse proxy (nginx allows 1 MB, Cloudflare 100 MB unless told otherwise) turned it
      away before the registry saw it. The login and the image are fine.`,
    zh: `镜像层作为一个请求上传，反向代理（nginx 默认 1 MB，Cloudflare 默认 100 MB）在仓库收到之前就拒绝了。登录和镜像都没有问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-layer-sizes',
      title: { en: 'See how large the layers are', zh: '查看各层大小' },
      risk: 'read',
      steps: [look(['docker', 'history', '--human', '<image>'])],
    },
    {
      id: 'raise-the-limit',
      title: { en: 'Raise the limit of the proxy', zh: '调高代理的限制' },
      risk: 'reversible',
      steps: [
        edit(
          'nginx.conf',
          {
            en: 'In the server block of the registry; then reload nginx.',
            zh: '在仓库的 server 块中设置，然后重新加载 nginx。',
          },
          { after: 'client_max_body_size 0;' },
        ),
        advise(
          'Kubernetes ingress: annotation nginx.ingress.kubernetes.io/proxy-body-size: "0". Behind Cloudflare the limit depends on the plan: let the registry bypass it (DNS only).',
          'Kubernetes ingress：注解 nginx.ingress.kubernetes.io/proxy-body-size: "0"。Cloudflare 的限制取决于套餐：让仓库域名绕过代理（仅 DNS）。',
        ),
      ],
    },
    {
      id: 'smaller-layers',
      title: { en: 'Or make the layers smaller', zh: '或者减小镜像层' },
      risk: 'read',
      steps: [
        advise(
          'Split a big COPY or RUN into several, and keep build tools out of the final stage.',
          '把大的 COPY 或 RUN 拆成多个，并避免把构建工具带入最终 stage。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'core/remotes/errors/errors.go', symbol: 'NewUnexpectedStatusErr' },
    { repo: 'distribution/distribution', path: 'internal/client/errors.go', symbol: 'UnexpectedHTTPResponseError' },
  ],
});

export default pushTooLarge;

export const examples: ExamplesOf<typeof pushTooLarge> = [
  {
    name: 'buildx --push',
    log: `ERROR: failed to build: failed to solve: failed to push registry.example/app:1: unexpected status from PATCH request to https://registry.example/v2/app/blobs/uploads/0b1c?_state=x: 413 Request Entity Too Large
`,
    matches: { host: 'registry.example' },
    verdict: 'confirmed',
    remedies: ['see-layer-sizes', 'raise-the-limit', 'smaller-layers'],
  },
  {
    name: 'docker push',
    log: `The push refers to repository [registry.example/app]
5f70bf18a086: Pushing [==================================================>]  212.4MB
error parsing HTTP 413 response body: invalid character '<' looking for beginning of value: "<html>"
`,
    matches: {},
  },
  {
    name: 'the registry has a fault',
    log: `ERROR: failed to build: failed to solve: failed to push registry.example/app:1: unexpected status from PUT request to https://registry.example/v2/app/blobs/uploads/0b1c?digest=x: 500 Internal Server Error
`,
    matches: false,
    is: 'push-5xx-or-429',
  },
];
