import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, run, shell } from '#core/model/steps.ts';

const bridgeCreateFailed = condition({
  id: 'bridge-create-failed',
  stage: 'start',
  title: { en: 'The kernel refuses a bridge or virtual network interface', zh: '内核拒绝创建网桥或虚拟网卡' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['failed to add the host (veth', 'failed to add the host (', 'pair interfaces: '],
      pattern: /pair interfaces: (?<reason>operation not supported|operation not permitted|[a-z ]{4,60})/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: ['adding interface veth', 'could not find bridge '],
      pattern: /adding interface veth\w{1,15} to bridge \S{1,20} failed: (?<reason>[^\n]{3,120})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ reason: group('reason') }),

  headline: ({ reason }) => ({
    en: `The kernel could not connect the container to its bridge: ${reason}`,
    zh: `内核无法把容器接到网桥上：${reason}`,
  }),
  why: {
    en: `A container gets a pair of veth interfaces, one end in a bridge. "operation not supported" means the modules of the running kernel are gone, usually
      because it was updated and not rebooted; "exchange full" that the bridge has its 1023 ports; "no such network interface" that somebody removed it.`,
    zh: `每个容器都有一对 veth 网卡，一端接在网桥上。"operation not supported" 表示运行中的内核缺少模块，通常是更新后没有重启；
      "exchange full" 表示网桥的 1023 个端口用完；"no such network interface" 表示网桥被人删了。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'compare-kernel',
      title: { en: 'Compare the running kernel with the installed modules', zh: '比较运行中的内核与已安装的模块' },
      risk: 'read',
      steps: [
        shell(
          'uname -r; ls /lib/modules; lsmod | grep -E "veth|bridge"; ip -brief link',
          'wsl -d docker-desktop uname -r',
          'read',
        ),
      ],
    },
    {
      id: 'load-or-reboot',
      title: { en: 'Load the modules; if they are missing, reboot', zh: '加载模块；如果缺失就重启主机' },
      risk: 'disruptive',
      steps: [
        shell('sudo modprobe veth && sudo modprobe bridge', 'wsl --shutdown', 'disruptive'),
        run(['sudo', 'systemctl', 'restart', 'docker'], 'disruptive', { on: 'linux' }),
        advise(
          'If modprobe says that the module was not found, the kernel was updated: reboot.',
          '如果 modprobe 提示找不到模块，说明内核已更新：请重启主机。',
          'linux',
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'libnetwork/drivers/bridge/bridge_linux.go', symbol: 'CreateEndpoint' }],
});

export default bridgeCreateFailed;

export const examples: ExamplesOf<typeof bridgeCreateFailed> = [
  {
    name: 'the kernel was updated without a reboot',
    log: `docker: Error response from daemon: failed to set up container networking: failed to create endpoint web on network bridge: failed to add the host (veth1a2b3c4) <=> sandbox (veth5d6e7f8) pair interfaces: operation not supported
`,
    matches: { reason: 'operation not supported' },
    verdict: 'confirmed',
  },
  {
    name: 'the firewall chains are gone',
    log: `Error response from daemon: driver failed programming external connectivity on endpoint shop-web-1 (5277aa4b01dd):  (iptables failed: iptables --wait -t nat -A DOCKER -p tcp -d 0/0 --dport 8080 -j DNAT: iptables: No chain/target/match by that name.
 (exit status 1))
`,
    matches: false,
    is: 'iptables-chain-missing',
  },
];
