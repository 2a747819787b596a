import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';
import { PUSHING, registryRequest, restartEngine } from '../../shared/registry.ts';

const registryHttpOnly = condition({
  id: 'registry-http-only',
  stage: 'registry',
  title: { en: 'The registry speaks HTTP, the engine HTTPS', zh: '镜像仓库只提供 HTTP，引擎使用的是 HTTPS' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'server gave HTTP response to HTTPS client',
      pattern: registryRequest('http: server gave HTTP response to HTTPS client'),
      strength: 'states',
      unless: [PUSHING],
    },
    {
      on: ['error', 'daemon'],
      says: 'tls: first record does not look like a TLS handshake',
      pattern: registryRequest('tls: first record does not look like a TLS handshake'),
      strength: 'states',
      unless: [PUSHING],
    },
  ],
  facts: (group) => ({ host: group('host') }),

  yieldsTo: ['registry-mirror-broken', 'daemon-proxy-misconfig', 'daemon-tls-required', 'push-insecure-registry'],
  headline: ({ host }) => ({
    en: `${host} serves plain HTTP, but registries are addressed over HTTPS unless they are listed as insecure`,
    zh: `${host} 只提供明文 HTTP；未列为 insecure 的仓库一律通过 HTTPS 访问`,
  }),
  why: {
    en: `The registry was reached and answered, only not with TLS. Names other than localhost are HTTPS for the engine. What is listed in
      daemon.json counts for the engine; a docker-container builder reads buildkitd.toml instead.`,
    zh: `仓库已经连上并有响应，只是没有使用 TLS。除 localhost 外，引擎对所有仓库都使用 HTTPS。daemon.json 中的列表只对引擎有效；
      docker-container 构建器读取的是 buildkitd.toml。`,
  },

  retry: 'useless',
  remedies: ({ host }) => [
    {
      id: 'see-insecure-list',
      title: { en: 'See which registries the engine takes as insecure', zh: '查看引擎把哪些仓库视为 insecure' },
      risk: 'read',
      steps: [
        look([
          'docker',
          'info',
          '--format',
          '{{json .RegistryConfig.InsecureRegistryCIDRs}} {{json .RegistryConfig.IndexConfigs}}',
        ]),
      ],
    },
    {
      id: 'put-tls-in-front',
      title: { en: 'Best: put TLS in front of the registry', zh: '最好：为仓库启用 TLS' },
      risk: 'read',
      steps: [
        advise(
          'Give the registry a certificate (REGISTRY_HTTP_TLS_CERTIFICATE and _KEY) or put a reverse proxy with TLS before it.',
          '为仓库配置证书（REGISTRY_HTTP_TLS_CERTIFICATE 和 _KEY），或在前面加一个 TLS 反向代理。',
        ),
      ],
    },
    {
      id: 'list-as-insecure',
      title: { en: 'In a trusted network: list it as insecure', zh: '仅限可信网络：把它列为 insecure' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/docker/daemon.json',
          {
            en: 'Traffic and passwords then go unencrypted (Docker Desktop: Settings → Docker Engine).',
            zh: '之后流量和密码都不加密（Docker Desktop：Settings → Docker Engine）。',
          },
          { after: `"insecure-registries": ["${host}"]` },
        ),
        ...restartEngine(),
        edit(
          'buildkitd.toml',
          {
            en: 'For a docker-container builder; create it again with --buildkitd-config buildkitd.toml.',
            zh: '用于 docker-container 构建器；用 --buildkitd-config buildkitd.toml 重新创建。',
          },
          { after: `[registry."${host}"]\n  http = true` },
        ),
      ],
    },
  ],

  sources: [{ repo: 'golang/go', path: 'src/net/http/client.go', symbol: 'server gave HTTP response to HTTPS client' }],
});

export default registryHttpOnly;

export const examples: ExamplesOf<typeof registryHttpOnly> = [
  {
    name: 'docker pull',
    log: `Error response from daemon: Get "https://registry.example:5000/v2/": http: server gave HTTP response to HTTPS client
`,
    matches: { host: 'registry.example:5000' },
    verdict: 'confirmed',
    remedies: ['see-insecure-list', 'put-tls-in-front', 'list-as-insecure'],
  },
  {
    name: 'the certificate is not trusted',
    log: `Error response from daemon: Get "https://registry.example:5000/v2/": x509: certificate signed by unknown authority
`,
    matches: false,
    is: 'registry-unknown-ca',
  },
];
