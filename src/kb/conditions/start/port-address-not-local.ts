import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const portAddressNotLocal = condition({
  id: 'port-address-not-local',
  stage: 'start',
  title: { en: 'The port is published on an address the host does not have', zh: '端口发布在宿主机没有的地址上' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'cannot assign requested address',
      pattern:
        /(?:failed to bind host port (?:for )?|listen (?:tcp|udp)[46]? )(?<address>\[?[\da-fA-F.:]{2,45}?\]?):(?<port>\d{1,5})(?:[:/]\S{0,60})?: (?:bind: )?cannot assign requested address/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ address: group('address'), port: group('port') }),

  headline: ({ address, port }) => ({
    en: `Port ${port} cannot be published on ${address}: no interface of the engine's host has that address`,
    zh: `无法在 ${address} 上发布端口 ${port}：引擎所在主机没有这个地址`,
  }),
  why: {
    en: `The kernel refused the address, not the port. The address belongs to another machine, to a VPN that is not connected yet, or to
      the host while the engine runs in a virtual machine.`,
    zh: `内核拒绝的是地址，不是端口。该地址属于另一台机器、尚未连接的 VPN，或者属于宿主机而引擎在虚拟机里运行。`,
  },

  retry: 'useless',
  remedies: ({ address, port }) => [
    {
      id: 'look-at-addresses',
      title: { en: "See the host's addresses", zh: '查看主机的地址' },
      risk: 'read',
      steps: [shell('ip -brief address', 'Get-NetIPAddress | Format-Table IPAddress,InterfaceAlias', 'read')],
    },
    {
      id: 'use-own-address',
      title: { en: 'Publish on an address of the host', zh: '改为主机自己的地址' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Use 127.0.0.1 for this machine only.', zh: '仅供本机使用时写 127.0.0.1。' },
          {
            before: `ports: ["${address}:${port}:…"]`,
            after: `ports: ["127.0.0.1:${port}:…"]`,
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'libnetwork/portallocator/osallocator_linux.go' },
    { repo: 'torvalds/linux', path: 'net/ipv4/af_inet.c', symbol: '__inet_bind' },
  ],
});

export default portAddressNotLocal;

export const examples: ExamplesOf<typeof portAddressNotLocal> = [
  {
    name: 'an address of the VPN',
    log: ` Container shop-web-1  Starting
Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint shop-web-1 (e1f9bf7572a7): failed to bind host port 10.8.0.3:8080/tcp: cannot assign requested address
`,
    matches: { address: '10.8.0.3', port: '8080' },
    verdict: 'confirmed',
  },
  {
    name: 'a program in the container',
    log: `db-1  | could not bind IPv4 address "10.8.0.3": Cannot assign requested address
db-1 exited with code 1
`,
    matches: false,
  },
];
