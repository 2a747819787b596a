import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look } from '#core/model/steps.ts';
import { registryRequest } from '../../shared/registry.ts';

const registryTimeout = condition({
  id: 'registry-timeout',
  stage: 'registry',
  title: { en: 'The registry could not be reached in time', zh: '连接镜像仓库超时' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: [
        'did not properly respond after a period of time',
        'connect: no route to host',
        'connect: network is unreachable',
        'i/o timeout',
        'connect: connection timed out',
        'Client.Timeout exceeded',
        'TLS handshake timeout',
        'context deadline exceeded',
        'timeout awaiting response headers',
      ],
      pattern: registryRequest(
        String.raw`(?:read tcp \S{1,120} )?(?<reason>net/http: [^\n]{0,80}?(?:Client\.Timeout exceeded(?: while awaiting headers\))?|TLS handshake timeout|timeout awaiting response headers)|dial tcp [^\sl]\S{0,80} (?:i/o timeout|connect: connection timed out|connect: no route to host|connect: network is unreachable|connectex: A connection attempt failed because the connected party did not properly respond)|i/o timeout|read: connection timed out|context deadline exceeded)`,
      ),
      strength: 'states',
    },
    {
      on: 'error',
      says: 'context deadline exceeded',
      pattern:
        /(?:failed to resolve source metadata for [^\s"]{1,300}: (?:failed to do request: )?|failed to fetch (?:anonymous|oauth) token: )(?<reason>context deadline exceeded)/,
    },
  ],
  facts: (group) => ({ host: group('host'), reason: group('reason') }),

  yieldsTo: [
    'registry-mirror-broken',
    'registry-auth-endpoint-blocked',
    'registry-dns-failure',
    'registry-ipv6-unreachable',
    'daemon-proxy-misconfig',
    'frontend-image-unavailable',
  ],
  headline: ({ host, reason }) => ({
    en: `${host === '' ? 'The registry' : host} could not be reached: ${reason}`,
    zh: `无法连接到${host === '' ? '镜像仓库' : ` ${host}`}：${reason}`,
  }),
  why: {
    en: `The name resolved, but connecting, the TLS handshake or the answer took too long. Packets are dropped on the way:
      a firewall, a blocked region, a proxy the engine does not know of, or a path that loses large packets (MTU).`,
    zh: `域名可以解析，但建立连接、TLS 握手或等待响应超时。数据包在途中丢失：防火墙、地区限制、引擎没有配置代理，
      或者链路丢弃大包（MTU）。`,
  },

  retry: 'safe',
  remedies: ({ host }) => [
    {
      id: 'try-from-the-engine',
      title: {
        en: 'Try the same connection and see which proxy the engine uses',
        zh: '尝试同样的连接，并查看引擎使用的代理',
      },
      risk: 'read',
      steps: [
        look(['curl', '-sSI', '--max-time', '15', `https://${host === '' ? '<registry>' : host}/v2/`]),
        look([
          'docker',
          'info',
          '--format',
          'http={{.HTTPProxy}} https={{.HTTPSProxy}} no={{.NoProxy}} mirrors={{.RegistryConfig.Mirrors}}',
        ]),
      ],
    },
    {
      id: 'give-the-engine-a-way-out',
      title: {
        en: 'If only a proxy or a mirror gets through: give it to the engine',
        zh: '如果只有代理或镜像加速器可用：为引擎配置它',
      },
      risk: 'disruptive',
      steps: [
        advise(
          'Proxy variables of your shell do not reach the engine. Set "proxies" or "registry-mirrors" in /etc/docker/daemon.json (Docker Desktop: Settings → Resources → Proxies), then restart the engine; its containers stop meanwhile.',
          'shell 中的代理变量对引擎不起作用。在 /etc/docker/daemon.json 中设置 "proxies" 或 "registry-mirrors"（Docker Desktop：Settings → Resources → Proxies），然后重启引擎；期间容器会停止。',
        ),
        advise(
          'If small answers come and large ones hang, lower "mtu" in daemon.json to the one of the VPN or cloud network.',
          '如果小响应正常而大响应卡住，把 daemon.json 中的 "mtu" 降到 VPN 或云网络的值。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/net/http/client.go', symbol: 'httpError' },
    { repo: 'containerd/containerd', path: 'core/remotes/docker/resolver.go', symbol: 'failed to do request' },
  ],
});

export default registryTimeout;

export const examples: ExamplesOf<typeof registryTimeout> = [
  {
    name: 'docker pull',
    log: `Error response from daemon: Get "https://registry.example/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)
`,
    matches: { host: 'registry.example' },
    verdict: 'confirmed',
    remedies: ['try-from-the-engine', 'give-the-engine-a-way-out'],
  },
  {
    name: 'BuildKit cannot connect',
    log: `ERROR: failed to solve: registry.example/base:1: failed to resolve source metadata for registry.example/base:1: failed to do request: Head "https://registry.example/v2/base/manifests/1": dial tcp 203.0.113.9:443: i/o timeout
`,
    matches: { host: 'registry.example', reason: 'dial tcp 203.0.113.9:443: i/o timeout' },
  },
  {
    name: 'the DNS server timed out',
    log: `Error response from daemon: Get "https://registry.example/v2/": dial tcp: lookup registry.example: i/o timeout
`,
    matches: false,
    is: 'registry-dns-failure',
  },
];
