import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, shell } from '#core/model/steps.ts';
import { registryRequest } from '../../shared/registry.ts';

const registryIpv6Unreachable = condition({
  id: 'registry-ipv6-unreachable',
  stage: 'registry',
  title: {
    en: 'The registry is tried over IPv6, which does not work here',
    zh: '用 IPv6 访问镜像仓库，而这里 IPv6 不通',
  },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['network is unreachable', 'cannot assign requested address', 'no route to host'],
      pattern: registryRequest(
        String.raw`dial tcp (?<address>\[(?!::1\])[0-9a-fA-F:]{3,45}\]):\d{1,5}: (?:connect: (?:network is unreachable|cannot assign requested address|no route to host))`,
      ),
      strength: 'states',
    },
  ],
  facts: (group) => ({ host: group('host'), address: group('address') }),

  yieldsTo: ['registry-mirror-broken'],
  headline: ({ host, address }) => ({
    en: `${host} was tried at its IPv6 address ${address}, but this machine has no working IPv6`,
    zh: `访问 ${host} 时使用了 IPv6 地址 ${address}，但本机的 IPv6 不可用`,
  }),
  why: {
    en: `DNS gave an IPv6 address (the one in brackets) and the engine used it; the machine has an IPv6 address or resolver but no route
      out. The registry and the image are fine.`,
    zh: `DNS 返回了 IPv6 地址（方括号里的那个），引擎就用了它；本机有 IPv6 地址或解析，却没有可用的出口路由。仓库和镜像都没有问题。`,
  },

  retry: 'unknown',
  remedies: ({ host }) => [
    {
      id: 'compare-4-and-6',
      title: { en: 'Compare IPv4 and IPv6', zh: '比较 IPv4 与 IPv6' },
      risk: 'read',
      steps: [
        look(['curl', '-4', '-sSI', '--max-time', '10', `https://${host}/v2/`]),
        look(['curl', '-6', '-sSI', '--max-time', '10', `https://${host}/v2/`]),
        shell('ip -6 route', 'Get-NetRoute -AddressFamily IPv6', 'read'),
      ],
    },
    {
      id: 'repair-or-turn-off-ipv6',
      title: { en: 'Repair IPv6 on this machine, or turn it off until then', zh: '修复本机的 IPv6，或先关闭它' },
      risk: 'disruptive',
      steps: [
        advise(
          'Repair the IPv6 route at the router or VPN. Go programs do not follow gai.conf.',
          '在路由器或 VPN 上修复 IPv6 路由。Go 程序不读取 gai.conf。',
        ),
        shell(
          'sudo sysctl -w net.ipv6.conf.all.disable_ipv6=1',
          'Disable-NetAdapterBinding -Name * -ComponentID ms_tcpip6',
          'disruptive',
          {
            note: {
              en: 'On Linux until the next restart, on Windows until Enable-NetAdapterBinding with the same arguments; breaks what is reached over IPv6.',
              zh: '在 Linux 上重启后失效，在 Windows 上用同样参数的 Enable-NetAdapterBinding 恢复；会断开通过 IPv6 的连接。',
            },
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/net/dial.go' },
    { repo: 'containerd/containerd', path: 'core/remotes/docker/resolver.go' },
  ],
});

export default registryIpv6Unreachable;

export const examples: ExamplesOf<typeof registryIpv6Unreachable> = [
  {
    name: 'no route for IPv6',
    log: `Error response from daemon: Get "https://registry.example/v2/": dial tcp [2001:db8:1::20]:443: connect: network is unreachable
`,
    matches: { host: 'registry.example', address: '[2001:db8:1::20]' },
    verdict: 'confirmed',
    remedies: ['compare-4-and-6', 'repair-or-turn-off-ipv6'],
  },
  {
    name: 'IPv4 times out',
    log: `Error response from daemon: Get "https://registry.example/v2/": dial tcp 203.0.113.20:443: i/o timeout
`,
    matches: false,
    is: 'registry-timeout',
  },
];
