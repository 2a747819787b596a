import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run, shell } from '#core/model/steps.ts';

const iptablesChainMissing = condition({
  id: 'iptables-chain-missing',
  stage: 'start',
  title: { en: "The engine's firewall chains are gone", zh: '引擎的防火墙链不见了' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: ['No chain/target/match by that name', "Chain 'DOCKER", 'chain `DOCKER'],
      pattern:
        /iptables.{0,400}(?:No chain\/target\/match by that name|[Cc]hain ['`](?<chain>DOCKER[\w-]{0,40})'? (?:in table .{0,60})?does not exist|[Cc]hain ['`](?<chain2>DOCKER[\w-]{0,40})'? is incompatible)/s,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: ['Failed to Setup IP tables: ', 'Failed to program FILTER chain'],
      strength: 'implies',
    },
  ],
  facts: (group) => ({ chain: group('chain') || group('chain2') || 'DOCKER' }),

  yieldsTo: ['dockerd-network-init-failed', 'firewalld-zone-conflict', 'kernel-modules-gone'],
  headline: ({ chain }) => ({
    en: `The firewall chain ${chain} of the engine does not exist any more`,
    zh: `引擎的防火墙链 ${chain} 已不存在`,
  }),
  why: {
    en: `The engine makes its iptables chains when it starts. A reload of firewalld, ufw or nftables removed them, a kernel update without a
      reboot took the modules away, or iptables-legacy and iptables-nft are used side by side. Nothing in the project is wrong.`,
    zh: `引擎在启动时创建自己的 iptables 链。firewalld、ufw 或 nftables 重新加载会把它们清掉；内核更新后没有重启会缺少模块；
      iptables-legacy 与 iptables-nft 混用也会这样。项目本身没有问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-chains',
      title: {
        en: 'See whether the chains exist, and whether the kernel was updated',
        zh: '查看这些链是否存在、内核是否更新过',
      },
      risk: 'read',
      steps: [
        shell(
          'sudo iptables --version; sudo iptables -t nat -S | grep -c DOCKER; uname -r; ls /lib/modules',
          'wsl -d docker-desktop uname -r',
          'read',
        ),
      ],
    },
    {
      id: 'restart-engine',
      title: { en: 'Restart the engine: it makes its chains again', zh: '重启引擎，它会重新创建这些链' },
      risk: 'disruptive',
      steps: [
        run(['sudo', 'systemctl', 'restart', 'docker'], 'disruptive', {
          on: 'linux',
          note: { en: 'Containers restart, unless live-restore is set.', zh: '容器会重启，除非启用了 live-restore。' },
        }),
        run(['docker', 'desktop', 'restart'], 'disruptive', { on: 'desktop' }),
        look(['docker', 'ps']),
      ],
    },
    {
      id: 'reboot-or-align',
      title: {
        en: 'If it comes back: reboot, or use one iptables only',
        zh: '如果再次出现：重启主机，或只用一种 iptables',
      },
      risk: 'disruptive',
      steps: [
        advise(
          'After a kernel update reboot the host. On Debian and Ubuntu, `sudo update-alternatives --config iptables` chooses one backend for everything. Reload the firewall before Docker, never after it.',
          '内核更新后重启主机。Debian 和 Ubuntu 上用 `sudo update-alternatives --config iptables` 统一后端。防火墙要在 Docker 之前加载，不要在之后重新加载。',
          'linux',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'libnetwork/iptables/iptables.go' },
    { repo: 'moby/moby', path: 'libnetwork/drivers/bridge/setup_ip_tables_linux.go' },
  ],
});

export default iptablesChainMissing;

export const examples: ExamplesOf<typeof iptablesChainMissing> = [
  {
    name: 'a port cannot be published',
    log: `Error response from daemon: driver failed programming external connectivity on endpoint shop-web-1 (5277aa4b01dd):  (iptables failed: iptables --wait -t nat -A DOCKER -p tcp -d 0/0 --dport 8080 -j DNAT --to-destination 172.18.0.3:80 ! -i br-9af1b9a17919: iptables: No chain/target/match by that name.
 (exit status 1))
`,
    matches: { chain: 'DOCKER' },
    verdict: 'confirmed',
  },
  {
    name: 'nftables backend',
    log: `failed to create network shop_default: Error response from daemon: Failed to Setup IP tables: Unable to enable SKIP DNAT rule:  (iptables failed: iptables --wait -t nat -I DOCKER -i br-5b1c8f0a2d3e -j RETURN: iptables v1.8.9 (nf_tables): Chain 'DOCKER' does not exist
 (exit status 1))
`,
    matches: { chain: 'DOCKER' },
  },
  {
    name: 'iptables in a container may not be used at all',
    log: `vpn-1  | iptables v1.8.10 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)
vpn-1 exited with code 4
`,
    matches: false,
  },
];
