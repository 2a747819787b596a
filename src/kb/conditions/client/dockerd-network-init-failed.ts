import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, shell } from '#core/model/steps.ts';

const dockerdNetworkInitFailed = condition({
  id: 'dockerd-network-init-failed',
  stage: 'client',
  title: { en: 'The engine could not set up its network and iptables', zh: '引擎无法建立网络和 iptables 规则' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: 'Error initializing network controller',
      pattern: /Error initializing network controller: (?<reason>[^\n]{1,400})/,
      strength: 'states',
      unless: [
        { says: ['Permission denied (you must be root)', 'file size too small', 'invalid database'], within: 'log' },
      ],
    },
    {
      on: ['error', 'output', 'daemon'],
      says: 'failed to create NAT chain DOCKER',
      pattern: /(?<reason>failed to create NAT chain DOCKER[^\n]{0,300})/,
      unless: [{ says: 'Permission denied (you must be root)', within: 'log' }],
    },
  ],
  facts: (group) => ({ reason: group('reason') }),

  yieldsTo: ['dind-unprivileged', 'kernel-modules-gone', 'firewalld-zone-conflict'],
  headline: ({ reason }) => ({
    en: `The engine did not start: ${reason}`,
    zh: `引擎没有启动：${reason}`,
  }),
  why: {
    en: `dockerd creates its bridge and iptables rules at start and could not: the netfilter modules of the running
      kernel are missing (often after a kernel upgrade without a reboot), or iptables uses the backend the kernel
      does not have.`,
    zh: `dockerd 启动时要创建网桥和 iptables 规则，但失败了：
      正在运行的内核缺少 netfilter 模块（常见于升级内核后没有重启），
      或 iptables 使用了内核不支持的后端。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-iptables',
      title: { en: 'See backend and modules', zh: '查看后端和模块' },
      risk: 'read',
      steps: [
        shell(
          'iptables --version; uname -r; ls /lib/modules; lsmod | grep -E "ip_tables|iptable_nat|nf_tables|br_netfilter"',
          'wsl --status',
          'read',
        ),
      ],
    },
    {
      id: 'reboot',
      title: { en: 'Reboot if the kernel was upgraded', zh: '如果升级过内核则重启' },
      risk: 'disruptive',
      steps: [
        advise(
          'If /lib/modules has no folder for uname -r, reboot into the installed kernel.',
          '如果 /lib/modules 中没有 uname -r 对应的目录，请重启进入已安装的内核。',
        ),
      ],
    },
    {
      id: 'load-or-switch',
      title: { en: 'Load the modules, or switch the iptables backend', zh: '加载模块，或切换 iptables 后端' },
      risk: 'disruptive',
      steps: [
        shell(
          'sudo modprobe -a ip_tables iptable_nat br_netfilter; sudo update-alternatives --set iptables /usr/sbin/iptables-legacy; sudo systemctl restart docker',
          'wsl --update; wsl --shutdown',
          'disruptive',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/daemon_unix.go', symbol: 'initNetworkController' },
    { repo: 'moby/moby', path: 'daemon/libnetwork/drivers/bridge' },
  ],
});

export default dockerdNetworkInitFailed;

export const examples: ExamplesOf<typeof dockerdNetworkInitFailed> = [
  {
    name: 'no nat table',
    log: `failed to start daemon: Error initializing network controller: error obtaining controller instance: failed to create NAT chain DOCKER: iptables failed: iptables -t nat -N DOCKER: iptables v1.8.7 (legacy): can't initialize iptables table \`nat': Table does not exist (do you need to insmod?)
Perhaps iptables or your kernel needs to be upgraded. (exit status 3)
`,
    matches: {},
  },
  {
    name: 'the storage driver failed',
    log: `failed to start daemon: error initializing graphdriver: driver not supported
`,
    matches: false,
    is: 'dockerd-storage-driver-mismatch',
  },
];
