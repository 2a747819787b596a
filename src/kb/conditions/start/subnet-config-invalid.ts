import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const subnetConfigInvalid = condition({
  id: 'subnet-config-invalid',
  stage: 'start',
  title: { en: 'Subnet, gateway and address do not fit together', zh: '子网、网关和地址互相不匹配' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: [
        "doesn't contain this address",
        'no configured subnet contains IP address',
        'no configured subnet or ip-range contain the IP address',
        'user specified IP address is supported only when connecting to networks with user configured subnets',
        'invalid network config:',
      ],
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'invalid subnet ',
      pattern: /invalid subnet \S{1,50}: it should be \S{1,50}/,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The network settings contradict each other: an address lies outside its subnet, or no subnet is given',
    zh: '网络配置互相矛盾：地址在子网之外，或没有指定子网',
  }),
  why: {
    en: `The engine computes with the ipam block: gateway, ip_range and every fixed ipv4_address must lie inside the subnet, and a fixed
      address needs a subnet the user declared.`,
    zh: `引擎会按 ipam 配置计算：网关、ip_range 和每个固定的 ipv4_address 都必须在子网内，
      而固定地址要求用户自己声明了子网。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-model',
      title: { en: 'See the networks as Compose understands them', zh: '查看 Compose 解析后的网络配置' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'config'])],
    },
    {
      id: 'fit-together',
      title: { en: 'Put gateway and addresses inside the subnet', zh: '让网关和地址都落在子网内' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'The subnet begins at its network address.', zh: '子网要以网络地址开头。' },
          {
            after:
              'networks:\n  back:\n    ipam:\n      config:\n        - subnet: 172.28.5.0/24\n          gateway: 172.28.5.1',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/network.go' },
    { repo: 'moby/moby', path: 'daemon/container_operations.go', symbol: 'validateEndpointSettings' },
  ],
});

export default subnetConfigInvalid;

export const examples: ExamplesOf<typeof subnetConfigInvalid> = [
  {
    name: 'a fixed address without a subnet',
    log: `Error response from daemon: invalid config for network shop_default: invalid endpoint settings: user specified IP address is supported only when connecting to networks with user configured subnets
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'host bits are set',
    log: `Error response from daemon: invalid network config:
invalid subnet 172.28.5.7/24: it should be 172.28.5.0/24
`,
    matches: {},
  },
  {
    name: 'a valid subnet that is taken',
    log: `Error response from daemon: invalid pool request: Pool overlaps with other one on this address space
`,
    matches: false,
    is: 'network-pool-overlap',
  },
];
