import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { EngineNetwork } from '#core/model/probes/engine.ts';
import type { ProjectCompose } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { edit, look, rerun, run, shell } from '#core/model/steps.ts';
import { freeSubnet, overlap } from '../../shared/free-subnet.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';

const networkPoolOverlap = condition({
  id: 'network-pool-overlap',
  stage: 'start',
  title: { en: 'The subnet overlaps with a network that already exists', zh: '子网与已有网络重叠' },

  signatures: [
    { on: ['error', 'daemon'], says: 'Pool overlaps with other one on this address space', strength: 'states' },
    {
      on: ['error', 'daemon'],
      says: 'networks have overlapping IPv',
      pattern: /conflicts with network (?<other>\w{12,64})/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'networks have same bridge name',
      pattern: /conflicts with network (?<other>\w{12,64})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ other: group('other') }),

  headline: ({ other }) => ({
    en: `The subnet asked for overlaps with ${other === '' ? 'another Docker network' : `network ${other}`}`,
    zh: `请求的子网与${other === '' ? '另一个 Docker 网络' : `网络 ${other}`}重叠`,
  }),
  why: {
    en: `The compose file names a fixed subnet, and another network of this engine already has addresses of it: often the same stack under
      an older project name. If no subnet is given, the engine would say that its pools are used up instead.`,
    zh: `compose 文件写了固定子网，而该引擎的另一个网络已经用了其中的地址，常常是旧项目名留下的同一套服务。
      如果没有指定子网，引擎报的会是地址池耗尽。`,
  },

  evidence: {
    compose: onlyToRepair('project.compose'),
    networks: onlyToRepair('engine.networks'),
  },

  ahead: {
    asks: ['project.compose', 'engine.networks'],
    finds: ({ 'project.compose': compose, 'engine.networks': networks = [] }) =>
      (compose?.networks ?? [])
        .filter(({ external }) => !external)
        .flatMap(({ name, subnets }) => {
          const other = networks.find(
            (one) => one.name !== name && one.subnets.some((taken) => subnets.some((wanted) => overlap(taken, wanted))),
          );
          if (other === undefined) return [];
          return [
            {
              facts: { other: other.name },
              how: 'certain' as const,
              tells: {
                en: `${name} asks for ${subnets.join(', ')}; ${other.name} has ${other.subnets.join(', ')}.`,
                zh: `${name} 请求 ${subnets.join('、')}，而 ${other.name} 占用 ${other.subnets.join('、')}。`,
              },
              at: { key: ['networks', name.replace(`${compose?.name ?? ''}_`, ''), 'ipam'] },
            },
          ];
        }),
  },

  retry: 'useless',
  remedies: (_facts, { compose, networks }) => [
    moveTheNetwork(compose, networks),
    createElsewhere(networks),
    {
      id: 'look-at-subnets',
      title: { en: 'See which network has which subnet', zh: '查看各网络的子网' },
      risk: 'read',
      steps: [
        look(['docker', 'network', 'ls']),
        shell(
          "docker network inspect --format '{{.Name}} {{range .IPAM.Config}}{{.Subnet}} {{end}}' $(docker network ls -q)",
          "docker network inspect --format '{{.Name}} {{range .IPAM.Config}}{{.Subnet}} {{end}}' (docker network ls -q)",
          'read',
        ),
      ],
    },
    {
      id: 'other-subnet',
      title: { en: 'Choose a free subnet, or none', zh: '换一个空闲子网，或不指定' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Without ipam the engine chooses one.', zh: '不写 ipam 时由引擎选择。' },
          {
            after: 'networks:\n  default:\n    ipam:\n      config:\n        - subnet: 172.28.5.0/24',
          },
        ),
      ],
    },
    {
      id: 'remove-old-network',
      title: { en: 'Or remove networks nothing uses', zh: '或者删除没人使用的网络' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'network', 'prune'], 'disruptive', {
          note: { en: 'Only networks without a container; asks first.', zh: '只删除没有容器的网络；会先询问。' },
        }),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'libnetwork/ipamapi/contract.go', symbol: 'ErrPoolOverlap' },
    { repo: 'moby/moby', path: 'libnetwork/drivers/bridge/bridge_linux.go', symbol: 'checkConflict' },
  ],
});

/** The project's network that asks for taken addresses gets a free range; containers with a fixed address keep it from working. */
function moveTheNetwork(
  compose: ProjectCompose | undefined,
  networks: readonly EngineNetwork[] | undefined,
): Remedy | undefined {
  if (compose === undefined || networks === undefined) return undefined;
  const colliding = compose.networks.filter(
    ({ external, name, subnets }) =>
      !external &&
      subnets.length === 1 &&
      networks.some((one) => one.name !== name && one.subnets.some((taken) => overlap(taken, subnets[0] ?? ''))),
  );
  const [own] = colliding;
  const free = freeSubnet([...networks, ...compose.networks]);
  if (own === undefined || colliding.length > 1 || free === undefined) return undefined;
  const before = own.subnets[0] ?? '';
  return {
    id: 'move-the-network',
    title: { en: `Give the network ${own.key} the free subnet ${free}`, zh: `给网络 ${own.key} 换成空闲子网 ${free}` },
    risk: 'reversible',
    steps: [
      edit(
        'compose.yaml',
        { en: 'No network of this engine has these addresses.', zh: '该引擎上没有网络占用这些地址。' },
        {
          before,
          after: free,
          makes: { kind: 'yaml', path: ['networks', own.key, 'ipam', 'config', 0, 'subnet'], set: free },
        },
      ),
    ],
  };
}

function createElsewhere(networks: readonly EngineNetwork[] | undefined): Remedy | undefined {
  const free = networks === undefined ? undefined : freeSubnet(networks);
  if (free === undefined) return undefined;
  const says = { en: `With --subnet ${free}, which no network has.`, zh: `改用没有网络占用的 --subnet ${free}。` };
  return {
    id: 'create-with-a-free-subnet',
    title: { en: 'Create it with a free subnet', zh: '用空闲子网创建' },
    risk: 'reversible',
    steps: [rerun({ option: ['--subnet'], value: free }, says)],
  };
}

export default networkPoolOverlap;

export const examples: ExamplesOf<typeof networkPoolOverlap> = [
  {
    name: 'compose up',
    log: ` Network shop_default  Creating
 Network shop_default  Error
failed to create network shop_default: Error response from daemon: invalid pool request: Pool overlaps with other one on this address space
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the default pools are used up',
    log: `failed to create network shop_default: Error response from daemon: all predefined address pools have been fully subnetted
`,
    matches: false,
    is: 'network-pools-exhausted',
  },
];

export const aheadExamples: AheadExamplesOf<typeof networkPoolOverlap> = [
  {
    name: 'another project has the subnet',
    project: {
      'compose.yaml': `name: shop
services:
  app: { image: shop }
networks:
  default:
    ipam:
      config: [{ subnet: 172.30.0.0/16 }]
`,
    },
    world: {
      'engine.networks': [
        {
          id: 'a',
          name: 'blog_default',
          driver: 'bridge',
          subnets: ['172.30.4.0/24'],
          project: 'blog',
          isInternal: false,
          containers: [],
        },
      ],
    },
    finds: [{ facts: { other: 'blog_default' }, how: 'certain', at: 'compose.yaml:6' }],
  },
  {
    name: 'its own network from before, and a neighbour',
    project: {
      'compose.yaml': `name: shop
services:
  app: { image: shop }
networks:
  default:
    ipam:
      config: [{ subnet: 172.30.0.0/16 }]
`,
    },
    world: {
      'engine.networks': [
        {
          id: 'a',
          name: 'shop_default',
          driver: 'bridge',
          subnets: ['172.30.0.0/16'],
          project: 'shop',
          isInternal: false,
          containers: [],
        },
        {
          id: 'b',
          name: 'blog_default',
          driver: 'bridge',
          subnets: ['172.31.0.0/16'],
          project: 'blog',
          isInternal: false,
          containers: [],
        },
      ],
    },
    finds: [],
  },
];
