import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look } from '#core/model/steps.ts';
import { PUSHING, registryRequest } from '../../shared/registry.ts';

const registryConnectionReset = condition({
  id: 'registry-connection-reset',
  stage: 'registry',
  title: { en: 'The connection to the registry was cut', zh: '与镜像仓库的连接被切断' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['connection reset by peer', '": EOF', '/v2/: EOF', 'unexpected EOF', 'forcibly closed by the remote host'],
      pattern: registryRequest(
        String.raw`(?<reason>(?:read tcp \S{1,120} )?(?:read: |wsarecv: [^\n]{0,60})?(?:connection reset by peer|forcibly closed by the remote host)|(?:unexpected )?EOF$|dial tcp \S{1,60} connect: connection reset by peer)`,
      ),
      strength: 'states',
      unless: [PUSHING],
    },
  ],
  facts: (group) => ({ host: group('host') }),

  yieldsTo: [
    'registry-mirror-broken',
    'registry-auth-endpoint-blocked',
    'layer-download-interrupted',
    'daemon-proxy-misconfig',
    'push-network-interrupted',
    'frontend-image-unavailable',
  ],
  headline: ({ host }) => ({
    en: `The connection to ${host} was cut before it answered`,
    zh: `与 ${host} 的连接在得到响应之前被切断`,
  }),
  why: {
    en: `The connection was made and then ended by the other side or by something in between: a firewall or filter that does not
      allow this host, a proxy, or a registry that is restarting. No layer was in transfer yet.`,
    zh: `连接建立后被对端或中间设备切断：不允许该地址的防火墙或过滤设备、代理，或正在重启的仓库。此时还没有开始传输镜像层。`,
  },

  retry: 'safe',
  remedies: ({ host }) => [
    {
      id: 'try-from-outside',
      title: { en: 'Make the same connection without the engine', zh: '不经过引擎，尝试同样的连接' },
      risk: 'read',
      steps: [
        look(['curl', '-sSv', '--max-time', '15', `https://${host}/v2/`]),
        look(['docker', 'info', '--format', 'http={{.HTTPProxy}} https={{.HTTPSProxy}}']),
      ],
    },
    {
      id: 'retry-or-another-way',
      title: {
        en: 'Try again; if it stays, use a proxy or a mirror that is allowed',
        zh: '重试；如果一直如此，使用被允许的代理或镜像加速器',
      },
      risk: 'read',
      steps: [
        advise(
          'If curl is cut as well, a firewall or filter does it: have the host allowed, or set the proxy of the engine (daemon.json "proxies") or a registry mirror.',
          '如果 curl 也被切断，就是防火墙或过滤设备所为：请网络管理员放行该地址，或为引擎设置代理（daemon.json 的 "proxies"）或镜像加速器。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/syscall/zerrors_linux_amd64.go', symbol: 'ECONNRESET' },
    { repo: 'containerd/containerd', path: 'core/remotes/docker/resolver.go' },
  ],
});

export default registryConnectionReset;

export const examples: ExamplesOf<typeof registryConnectionReset> = [
  {
    name: 'BuildKit',
    log: `ERROR: failed to build: failed to solve: registry.example/base:1: failed to resolve source metadata for registry.example/base:1: failed to do request: Head "https://registry.example/v2/base/manifests/1": read tcp 192.0.2.7:37174->203.0.113.9:443: read: connection reset by peer
`,
    matches: { host: 'registry.example' },
    remedies: ['try-from-outside', 'retry-or-another-way'],
  },
  {
    name: 'docker pull gets nothing',
    log: `Error response from daemon: Get "https://registry.example/v2/": EOF
`,
    matches: { host: 'registry.example' },
  },
  {
    name: 'the registry is not up at all',
    log: `Error response from daemon: Get "http://registry.example:5000/v2/": dial tcp 203.0.113.9:5000: connect: connection refused
`,
    matches: false,
    is: 'registry-connection-refused',
  },
];
