import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';
import { PUSHING, registryRequest, restartEngine } from '../../shared/registry.ts';

const pushInsecureRegistry = condition({
  id: 'push-insecure-registry',
  stage: 'export',
  title: {
    en: 'The image is pushed over HTTPS to a registry that speaks HTTP',
    zh: '以 HTTPS 推送到只提供 HTTP 的仓库',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'server gave HTTP response to HTTPS client',
      pattern: registryRequest('http: server gave HTTP response to HTTPS client'),
      strength: 'states',
      also: [PUSHING],
    },
  ],
  facts: (group) => ({ host: group('host') }),

  yieldsTo: ['registry-mirror-broken'],
  headline: ({ host }) => ({
    en: `${host} serves plain HTTP, but the builder pushes over HTTPS`,
    zh: `${host} 只提供明文 HTTP，而构建器使用 HTTPS 推送`,
  }),
  why: {
    en: `Whoever pushes must know that the registry has no TLS: the engine for docker push (daemon.json), a docker-container builder for
      buildx --push (its buildkitd.toml; daemon.json does not count there).`,
    zh: `执行推送的一方必须知道仓库没有 TLS：docker push 看引擎的 daemon.json；buildx --push 看 docker-container 构建器的 buildkitd.toml（daemon.json 对它无效）。`,
  },

  retry: 'useless',
  remedies: ({ host }) => [
    {
      id: 'put-tls-in-front',
      title: { en: 'Best: put TLS in front of the registry', zh: '最好：为仓库启用 TLS' },
      risk: 'read',
      steps: [
        advise(
          'Give the registry a certificate or put a reverse proxy with TLS before it.',
          '为仓库配置证书，或在前面加一个 TLS 反向代理。',
        ),
      ],
    },
    {
      id: 'tell-the-builder',
      title: {
        en: 'In a trusted network, buildx --push: tell the builder',
        zh: '仅限可信网络，buildx --push：配置构建器',
      },
      risk: 'costly',
      steps: [
        edit(
          'buildkitd.toml',
          {
            en: 'Then create the builder with --buildkitd-config buildkitd.toml; a new builder starts with an empty cache.',
            zh: '然后用 --buildkitd-config buildkitd.toml 创建构建器；新的构建器没有缓存。',
          },
          { after: `[registry."${host}"]\n  http = true` },
        ),
      ],
    },
    {
      id: 'tell-the-engine',
      title: { en: 'In a trusted network, docker push: tell the engine', zh: '仅限可信网络，docker push：配置引擎' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/docker/daemon.json',
          {
            en: 'Traffic and passwords then go unencrypted (Docker Desktop: Settings → Docker Engine).',
            zh: '之后流量和密码都不加密（Docker Desktop 在 Settings → Docker Engine 中设置）。',
          },
          { after: `"insecure-registries": ["${host}"]` },
        ),
        ...restartEngine(),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/net/http/client.go', symbol: 'server gave HTTP response to HTTPS client' },
    { repo: 'moby/buildkit', path: 'exporter/containerimage/export.go', symbol: 'failed to push' },
  ],
});

export default pushInsecureRegistry;

export const examples: ExamplesOf<typeof pushInsecureRegistry> = [
  {
    name: 'buildx --push',
    log: `ERROR: failed to build: failed to solve: failed to push registry.example:5000/app:1: failed to do request: Head "https://registry.example:5000/v2/app/blobs/sha256:ab": http: server gave HTTP response to HTTPS client
`,
    matches: { host: 'registry.example:5000' },
    verdict: 'confirmed',
    remedies: ['put-tls-in-front', 'tell-the-builder', 'tell-the-engine'],
  },
  {
    name: 'a pull',
    log: `Error response from daemon: Get "https://registry.example:5000/v2/": http: server gave HTTP response to HTTPS client
`,
    matches: false,
    is: 'registry-http-only',
  },
];
