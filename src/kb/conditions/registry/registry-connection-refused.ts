import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look } from '#core/model/steps.ts';
import { registryRequest } from '../../shared/registry.ts';

const registryConnectionRefused = condition({
  id: 'registry-connection-refused',
  stage: 'registry',
  title: { en: 'The address of the registry refuses connections', zh: '镜像仓库的地址拒绝连接' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['connection refused', 'the target machine actively refused it'],
      pattern: registryRequest(
        String.raw`dial tcp (?<address>\[?[0-9a-fA-F.:]{2,45}\]?:\d{1,5}): (?:(?:connect|getsockopt): connection refused|connectex: No connection could be made because the target machine actively refused it)`,
      ),
      strength: 'states',
    },
  ],
  facts: (group) => ({ host: group('host'), address: group('address') }),

  yieldsTo: [
    'registry-mirror-broken',
    'registry-auth-endpoint-blocked',
    'daemon-proxy-misconfig',
    'frontend-image-unavailable',
  ],
  headline: ({ host, address }) => ({
    en: `${host} (${address}) refused the connection`,
    zh: `${host}（${address}）拒绝连接`,
  }),
  why: {
    en: `The machine was reached and refused the port: the registry is not running, listens on another port, or a firewall rejects.
      "localhost" means the place the request comes from: for a docker-container builder that is the builder's own container.`,
    zh: `机器可以到达，但端口拒绝连接：仓库没有运行、监听其他端口，或被防火墙拒绝。localhost 指的是发出请求的地方：
      对 docker-container 构建器来说，就是构建器自己的容器。`,
  },

  retry: 'unknown',
  remedies: ({ host }) => [
    {
      id: 'see-if-it-listens',
      title: { en: 'See whether the registry answers', zh: '查看仓库是否应答' },
      risk: 'read',
      steps: [
        look(['curl', '-sSI', '--max-time', '10', `http://${host}/v2/`]),
        look(['docker', 'ps', '--filter', 'publish=5000']),
        look(['docker', 'buildx', 'ls']),
      ],
    },
    {
      id: 'start-or-correct',
      title: { en: 'Start the registry, or correct its address', zh: '启动仓库，或更正地址' },
      risk: 'read',
      steps: [
        advise(
          'Start the registry or its container, or correct host and port in the image name.',
          '启动仓库或其容器，或更正镜像名中的地址和端口。',
        ),
      ],
    },
    /(?:docker\.io|ghcr\.io|gcr\.io|quay\.io|mcr\.microsoft\.com)$/.test(host) && {
      id: 'check-the-address',
      title: {
        en: 'A public registry does not refuse: check the address DNS gave',
        zh: '公共仓库不会拒绝连接：检查 DNS 返回的地址',
      },
      risk: 'read',
      steps: [
        look(['nslookup', host]),
        advise(
          'If the address does not belong to the registry, DNS or a filter diverts it: use another DNS server, a proxy for the engine, or a registry mirror.',
          '如果该地址不属于此仓库，说明 DNS 被污染或被过滤设备改写：改用其他 DNS 服务器，为引擎设置代理，或使用镜像加速器。',
        ),
      ],
    },
    /^(?:localhost|127\.|\[::1\])/.test(host) && {
      id: 'reach-localhost-from-builder',
      title: {
        en: 'With a docker-container builder: give it the network of the host',
        zh: '使用 docker-container 构建器时：让它使用宿主机网络',
      },
      risk: 'read',
      steps: [
        advise(
          'Create the builder with docker buildx create --driver docker-container --driver-opt network=host, or use the default builder, or name the registry by an address the builder can reach.',
          '用 docker buildx create --driver docker-container --driver-opt network=host 创建构建器，或使用默认构建器，或改用构建器能访问的仓库地址。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/net/dial.go' },
    { repo: 'containerd/containerd', path: 'core/remotes/docker/resolver.go', symbol: 'failed to do request' },
  ],
});

export default registryConnectionRefused;

export const examples: ExamplesOf<typeof registryConnectionRefused> = [
  {
    name: 'docker pull',
    log: `Error response from daemon: Get "http://localhost:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused
`,
    matches: { host: 'localhost:5000', address: '127.0.0.1:5000' },
    verdict: 'confirmed',
    remedies: ['see-if-it-listens', 'start-or-correct', 'reach-localhost-from-builder'],
  },
  {
    name: 'old Go, BuildKit',
    log: `ERROR: failed to solve: registry.example/base:1: failed to do request: Head https://registry.example/v2/base/manifests/1: dial tcp 203.0.113.9:443: getsockopt: connection refused
`,
    matches: { host: 'registry.example' },
  },
  {
    name: 'the proxy refuses, not the registry',
    log: `Error response from daemon: Get "https://registry.example/v2/": proxyconnect tcp: dial tcp 127.0.0.1:7890: connect: connection refused
`,
    matches: false,
    is: 'daemon-proxy-misconfig',
  },
];
