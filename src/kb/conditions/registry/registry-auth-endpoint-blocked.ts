import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look } from '#core/model/steps.ts';

const registryAuthEndpointBlocked = condition({
  id: 'registry-auth-endpoint-blocked',
  stage: 'registry',
  title: {
    en: 'The registry answers, but its token or download host is blocked',
    zh: '仓库可以访问，但其令牌或下载主机被阻断',
  },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['failed to fetch anonymous token: ', 'failed to fetch oauth token: '],
      pattern:
        /failed to fetch (?:anonymous|oauth) token: (?:Get|Post) "?https?:\/\/(?<host>[^/\s"]{1,253})\/?[^\s"]{0,2000}"?: (?<reason>(?!dial tcp: lookup|proxyconnect|tls: |x509: )[^\n]{1,200})/,
    },
    {
      on: ['error', 'daemon'],
      says: [
        'production.cloudflare.docker.com',
        'cloudflarestorage.com',
        'pkg-containers.githubusercontent.com',
        'prod-registry-k8s-io',
        'cdn01.quay.io',
        'cdn02.quay.io',
        'cdn03.quay.io',
      ],
      pattern:
        /https:\/\/(?<host>(?:production\.cloudflare\.docker\.com|[\w.-]{1,120}\.cloudflarestorage\.com|pkg-containers\.githubusercontent\.com|prod-registry-k8s-io[\w.-]{0,80}|cdn0\d\.quay\.io))\/[^\s"]{0,3000}"?: (?<reason>dial tcp [^\sl][^\n]{1,160}|EOF|net\/http: TLS handshake timeout|context deadline exceeded)/,
    },
  ],
  facts: (group) => ({ host: group('host'), reason: group('reason') }),

  yieldsTo: [
    'registry-mirror-broken',
    'daemon-proxy-misconfig',
    'registry-ipv6-unreachable',
    'frontend-image-unavailable',
  ],
  headline: ({ host, reason }) => ({
    en: `The registry answered, but ${host}, which it sent the engine to, cannot be reached: ${reason}`,
    zh: `仓库已应答，但它指向的 ${host} 无法访问：${reason}`,
  }),
  why: {
    en: `One pull talks to several hosts: the registry, a host that hands out tokens and one that holds the layers
      (production.cloudflare.docker.com). The first one worked and a later one did not, as when a firewall lets only the registry through.`,
    zh: `一次拉取会访问多个主机：仓库本身、发放令牌的主机和存放镜像层的主机（production.cloudflare.docker.com）。
      前者正常而后者失败，典型原因是防火墙只放行了仓库域名。`,
  },

  retry: 'safe',
  remedies: ({ host }) => [
    {
      id: 'try-each-host',
      title: { en: 'Try each host', zh: '逐个测试主机' },
      risk: 'read',
      steps: [
        look(['curl', '-sSI', '--max-time', '15', 'https://<registry>/v2/']),
        look(['curl', '-sSI', '--max-time', '15', `https://${host}/`]),
      ],
    },
    {
      id: 'allow-all-hosts',
      title: {
        en: 'Allow all hosts of the registry, or go through a mirror',
        zh: '放行仓库的所有主机，或改用镜像加速器',
      },
      risk: 'read',
      steps: [
        advise(
          'Allow every host that the log names: the registry itself, the one that hands out its tokens, and the one that holds its layers. Or give the engine a proxy or a registry mirror that is allowed.',
          '请放行日志中出现的每个主机：仓库本身、发放令牌的主机和存放镜像层的主机。或者为引擎配置被允许的代理或镜像加速器。',
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'containerd/containerd',
      path: 'core/remotes/docker/authorizer.go',
      symbol: 'failed to fetch anonymous token',
    },
  ],
});

export default registryAuthEndpointBlocked;

export const examples: ExamplesOf<typeof registryAuthEndpointBlocked> = [
  {
    name: 'no way to the host that hands out tokens',
    log: `ERROR: failed to solve: alpine:3.20: failed to resolve source metadata for docker.io/library/alpine:3.20: failed to authorize: failed to fetch anonymous token: Get "https://auth.example/token?scope=repository%3Alibrary%2Falpine%3Apull&service=registry.example": dial tcp 203.0.113.4:443: i/o timeout
`,
    matches: { host: 'auth.example' },
    remedies: ['try-each-host', 'allow-all-hosts'],
  },
  {
    name: 'the name of the token host does not resolve',
    log: `ERROR: failed to solve: alpine:3.20: failed to resolve source metadata for docker.io/library/alpine:3.20: failed to authorize: failed to fetch anonymous token: Get "https://auth.example/token?scope=repository%3Alibrary%2Falpine%3Apull&service=registry.example": dial tcp: lookup auth.example on 192.0.2.53:53: no such host
`,
    matches: false,
    is: 'registry-dns-failure',
  },
];
