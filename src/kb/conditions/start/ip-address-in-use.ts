import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const ipAddressInUse = condition({
  id: 'ip-address-in-use',
  stage: 'start',
  title: { en: 'The fixed IP address of the container is taken', zh: '容器的固定 IP 地址已被占用' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'Address already in use',
      pattern:
        /^(?:failed to set up container networking: |failed to create endpoint \S{1,128} on network \S{1,128}: )*Address already in use$/,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The ipv4_address asked for belongs to another container of the network',
    zh: '所请求的 ipv4_address 已属于该网络中的另一个容器',
  }),
  why: {
    en: `The engine's own address list says the container IP is taken; no port is involved. A container without a fixed address that started
      first often gets it, because addresses are given out from the beginning of the subnet.`,
    zh: `引擎自己的地址表显示这个容器 IP 已被占用，与端口无关。没有固定地址、先启动的容器常会拿到它，
      因为地址是从子网开头依次分配的。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'see-who-has-it',
      title: { en: 'See which container has the address', zh: '查看哪个容器占用了该地址' },
      risk: 'read',
      steps: [
        look(
          [
            'docker',
            'network',
            'inspect',
            '--format',
            '{{range .Containers}}{{.Name}} {{.IPv4Address}}\n{{end}}',
            'NETWORK',
          ],
          {
            note: { en: 'NETWORK is the name from docker network ls.', zh: 'NETWORK 是 docker network ls 中的名称。' },
          },
        ),
      ],
    },
    {
      id: 'reserve-a-range',
      title: { en: 'Keep automatic addresses away from the fixed ones', zh: '让自动分配避开固定地址' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'ip_range is for automatic ones; put fixed ones outside of it.',
            zh: 'ip_range 用于自动分配，固定地址放在它之外。',
          },
          {
            after: 'ipam:\n  config:\n    - subnet: 172.28.5.0/24\n      ip_range: 172.28.5.128/25',
          },
        ),
      ],
    },
    {
      id: 'no-fixed-address',
      title: { en: 'Or use service names and no fixed address', zh: '或者使用服务名，不写固定地址' },
      risk: 'reversible',
      steps: [
        edit('compose.yaml', {
          en: 'Remove ipv4_address; containers find each other by name.',
          zh: '删除 ipv4_address；容器之间用名字访问。',
        }),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'libnetwork/ipamapi/contract.go', symbol: 'ErrIPAlreadyAllocated' }],
});

export default ipAddressInUse;

export const examples: ExamplesOf<typeof ipAddressInUse> = [
  {
    name: 'compose with ipv4_address',
    log: ` Container shop-db-1  Starting
Error response from daemon: failed to set up container networking: Address already in use
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a port of the host',
    log: `Error response from daemon: driver failed programming external connectivity on endpoint shop-web-1 (5277aa4b01dd): Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use
`,
    matches: false,
    is: 'port-host-in-use',
  },
];
