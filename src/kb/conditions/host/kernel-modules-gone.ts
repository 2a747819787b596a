import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, shell } from '#core/model/steps.ts';

const kernelModulesGone = condition({
  id: 'kernel-modules-gone',
  stage: 'host',
  title: {
    en: 'The modules of the running kernel are gone: it was upgraded and not rebooted',
    zh: '正在运行的内核的模块已不存在：升级后没有重启',
  },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: 'modprobe: FATAL: Module ',
      pattern:
        /modprobe: FATAL: Module (?<module>[\w-]{1,60}) not found in directory \/lib\/modules\/(?<kernel>[\w.+-]{1,80})/,
      when: (event) => event.kind !== 'output' || event.by === 'unknown',
    },
  ],
  facts: (group) => ({ module: group('module'), kernel: group('kernel') }),

  headline: ({ module, kernel }) => ({
    en: `The kernel ${kernel} has no module ${module} on disk`,
    zh: `磁盘上没有内核 ${kernel} 的模块 ${module}`,
  }),
  why: {
    en: `The engine needs kernel modules (overlay, bridge, veth, netfilter) and modprobe found none for the kernel
      that runs. A package upgrade replaced them; until a reboot the old kernel runs without its modules.
      Otherwise the extra modules package is not installed.`,
    zh: `引擎需要内核模块（overlay、bridge、veth、netfilter），
      但 modprobe 找不到当前内核的模块。软件包升级替换了它们；重启之前，旧内核没有模块可用。
      否则就是没有安装额外模块包。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'compare-versions',
      title: { en: 'Compare the running kernel with the installed ones', zh: '比较运行中和已安装的内核' },
      risk: 'read',
      steps: [shell('uname -r; ls /lib/modules', 'wsl --version', 'read')],
    },
    {
      id: 'reboot',
      title: { en: 'Reboot into the installed kernel', zh: '重启进入已安装的内核' },
      risk: 'disruptive',
      steps: [
        advise(
          'Reboot the machine. Running containers stop; those with a restart policy come back.',
          '重启机器。正在运行的容器会停止；有重启策略的会自动恢复。',
        ),
      ],
    },
    {
      id: 'install-extra-modules',
      title: { en: 'If the folder exists: install the extra modules', zh: '如果目录存在：安装额外模块' },
      risk: 'reversible',
      steps: [
        shell(
          'sudo apt-get install -y "linux-modules-extra-$(uname -r)" || sudo dnf install -y "kernel-modules-extra-$(uname -r)"',
          'wsl --version',
          'reversible',
          { on: 'linux' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'kmod', path: 'tools/modprobe.c' },
    { repo: 'moby/moby', path: 'daemon/libnetwork/ns' },
  ],
});

export default kernelModulesGone;

export const examples: ExamplesOf<typeof kernelModulesGone> = [
  {
    name: 'after an upgrade',
    log: `modprobe: FATAL: Module br_netfilter not found in directory /lib/modules/6.8.0-45-generic
failed to start daemon: Error initializing network controller: error obtaining controller instance: failed to register "bridge" driver
`,
    matches: { module: 'br_netfilter', kernel: '6.8.0-45-generic' },
  },
  {
    name: 'a container looks for modules',
    log: `vpn-1  | modprobe: FATAL: Module wireguard not found in directory /lib/modules/6.8.0-45-generic
vpn-1 exited with code 1
`,
    matches: false,
  },
];
