import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run, shell } from '#core/model/steps.ts';

const networkPoolsExhausted = condition({
  id: 'network-pools-exhausted',
  stage: 'start',
  title: { en: 'No address pool is left for a new network', zh: '没有剩余地址池可用于新网络' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: [
        'all predefined address pools have been fully subnetted',
        'could not find an available, non-overlapping IPv4 address pool among the defaults',
        'could not find an available, non-overlapping IPv6 address pool among the defaults',
      ],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: `Every default address pool is in use, so no new network can be made`,
    zh: `默认地址池已全部用完，无法再创建网络`,
  }),
  why: {
    en: `Each project gets a network of its own, and the default pools hold about thirty of them. Networks of old projects stay until they
      are removed. A VPN that routes 10/8, 172.16/12 and 192.168/16 leaves none at all, because the engine avoids routed ranges.`,
    zh: `每个项目都有自己的网络，默认地址池大约只够三十个。旧项目的网络不删除就一直占着。
      如果 VPN 接管了 10/8、172.16/12 和 192.168/16，则一个也不剩，因为引擎会避开已有路由的网段。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'count-networks',
      title: { en: 'Count the networks and look at the routes', zh: '数一数网络，看看路由' },
      risk: 'read',
      steps: [
        look(['docker', 'network', 'ls', '--filter', 'driver=bridge']),
        shell('ip route', 'Get-NetRoute -AddressFamily IPv4 | Format-Table DestinationPrefix,InterfaceAlias', 'read', {
          note: {
            en: 'Disconnect the VPN if it routes all private ranges.',
            zh: '如果 VPN 接管了所有私有网段，先断开它。',
          },
        }),
      ],
    },
    {
      id: 'prune-networks',
      title: { en: 'Remove networks that no container uses', zh: '删除没有容器使用的网络' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'network', 'prune'], 'disruptive', {
          note: { en: 'Asks first. Volumes and containers stay.', zh: '会先询问。卷和容器不受影响。' },
        }),
      ],
    },
    {
      id: 'smaller-pools',
      title: { en: 'Give the engine more, smaller pools', zh: '给引擎更多、更小的地址池' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/docker/daemon.json',
          {
            en: 'In Docker Desktop this is Settings → Docker Engine.',
            zh: 'Docker Desktop 中位于 Settings → Docker Engine。',
          },
          {
            after: '{ "default-address-pools": [{ "base": "10.200.0.0/16", "size": 24 }] }',
          },
        ),
        advise(
          'Restart the engine afterwards; existing networks keep their subnets.',
          '之后重启引擎；已有网络保持原来的子网。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'libnetwork/ipamapi/contract.go', symbol: 'ErrNoMoreSubnets' },
    { repo: 'moby/moby', path: 'libnetwork/netutils/utils_linux.go' },
  ],
});

export default networkPoolsExhausted;

export const examples: ExamplesOf<typeof networkPoolsExhausted> = [
  {
    name: 'engine 27 and later',
    log: `failed to create network shop_default: Error response from daemon: all predefined address pools have been fully subnetted
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'engine 26 and before',
    log: `Error response from daemon: could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network
`,
    matches: {},
  },
  {
    name: 'one fixed subnet is taken',
    log: `Error response from daemon: invalid pool request: Pool overlaps with other one on this address space
`,
    matches: false,
    is: 'network-pool-overlap',
  },
];
