import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { act, advise, edit, look, run, shell } from '#core/model/steps.ts';
import type { EngineInfo, EngineNetwork } from '#core/model/probes/engine.ts';
import type { ProjectCompose } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { freeSubnet } from '../../shared/free-subnet.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';
import { exampleEngine, exampleNetworks } from '../../shared/example-world.ts';

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

  evidence: {
    compose: onlyToRepair('project.compose'),
    networks: onlyToRepair('engine.networks'),
  },

  ahead: {
    asks: ['engine.networks', 'engine.info', 'project.compose'],
    finds: ({ 'engine.networks': networks, 'engine.info': info, 'project.compose': compose }) => {
      if (networks === undefined || info === undefined || compose === undefined) return [];
      const room = networksIn(info.defaultAddressPools);
      const used = networks.filter(({ driver, subnets }) => driver === 'bridge' && subnets.length > 0).length;
      const wanted = compose.networks.filter(
        ({ external, subnets, name }) =>
          !external && subnets.length === 0 && !networks.some((network) => network.name === name),
      );
      if (room === undefined || wanted.length === 0 || used + wanted.length <= room) return [];
      return [
        {
          facts: {},
          how: 'likely',
          tells: {
            en: `The address pools hold ${room} networks; the engine has ${used}, and this project needs ${wanted.length} more.`,
            zh: `地址池可容纳 ${room} 个网络；引擎已有 ${used} 个，本项目还需要 ${wanted.length} 个。`,
          },
          at: { key: ['networks', wanted[0]?.key ?? 'default'] },
        },
      ];
    },
  },

  retry: 'useless',
  remedies: (_facts, { compose, networks }) => [
    nameASubnet(compose, networks),
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
      id: 'remove-stale-networks',
      title: { en: 'Remove networks of projects that have no container', zh: '删除没有容器的项目所遗留的网络' },
      risk: 'disruptive',
      steps: [
        act({ name: 'remove-stale-networks' }, 'disruptive', {
          en: 'drydock up --fix: lists the networks that Compose made for projects without any container, then removes them; `up` of those projects makes them anew.',
          zh: 'drydock up --fix：列出 Compose 为已无容器的项目创建的网络并删除；这些项目执行 up 时会重新创建。',
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

/** The one network the project still needs gets addresses beside the pools; networks of others stay. */
function nameASubnet(
  compose: ProjectCompose | undefined,
  networks: readonly EngineNetwork[] | undefined,
): Remedy | undefined {
  if (compose === undefined || networks === undefined) return undefined;
  const wanted = compose.networks.filter(
    ({ external, subnets, name }) =>
      !external && subnets.length === 0 && !networks.some((network) => network.name === name),
  );
  const [own] = wanted;
  const free = freeSubnet([...networks, ...compose.networks]);
  if (own === undefined || wanted.length > 1 || free === undefined) return undefined;
  return {
    id: 'name-a-subnet',
    title: { en: `Give the network ${own.key} the free subnet ${free}`, zh: `给网络 ${own.key} 指定空闲子网 ${free}` },
    risk: 'reversible',
    steps: [
      edit(
        'compose.yaml',
        {
          en: 'A subnet that is named needs no address pool; no network of this engine has these addresses.',
          zh: '写明子网就不需要地址池；该引擎上没有网络占用这些地址。',
        },
        {
          after: `networks:\n  ${own.key}:\n    ipam:\n      config: [{ subnet: ${free} }]`,
          makes: { kind: 'yaml', path: ['networks', own.key, 'ipam', 'config'], set: [{ subnet: free }] },
        },
      ),
    ],
  };
}

/** Networks that the pools hold. Without a setting: 172.17 to 172.31 by /16, and 192.168 by /20. */
function networksIn(pools: EngineInfo['defaultAddressPools']): number | undefined {
  if (pools.length === 0) return 15 + 16;
  const sizes = pools.map(({ base, size }) => {
    const prefix = Number(/^\d{1,3}(?:\.\d{1,3}){3}\/(\d{1,2})$/.exec(base)?.[1] ?? Number.NaN);
    return size >= prefix ? 2 ** (size - prefix) : Number.NaN;
  });
  const sum = sizes.reduce((total, size) => total + size, 0);
  return Number.isNaN(sum) ? undefined : sum;
}

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

export const aheadExamples: AheadExamplesOf<typeof networkPoolsExhausted> = [
  {
    name: 'a pool of two networks, both taken',
    project: { 'compose.yaml': 'name: shop\nservices:\n  web:\n    image: nginx:1.27\n' },
    world: {
      'engine.info': exampleEngine({ defaultAddressPools: [{ base: '10.10.0.0/23', size: 24 }] }),
      'engine.networks': exampleNetworks(2),
    },
    finds: [{ how: 'likely' }],
  },
  {
    name: 'the network of this project is one of them',
    project: { 'compose.yaml': 'name: blog0\nservices:\n  web:\n    image: nginx:1.27\n' },
    world: {
      'engine.info': exampleEngine({ defaultAddressPools: [{ base: '10.10.0.0/23', size: 24 }] }),
      'engine.networks': exampleNetworks(2),
    },
    finds: [],
  },
  {
    name: 'the usual pools have room',
    project: { 'compose.yaml': 'name: shop\nservices:\n  web:\n    image: nginx:1.27\n' },
    world: { 'engine.info': exampleEngine({}), 'engine.networks': exampleNetworks(20) },
    finds: [],
  },
];
