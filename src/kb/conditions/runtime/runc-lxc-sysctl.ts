import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, shell } from '#core/model/steps.ts';

const runcLxcSysctl = condition({
  id: 'runc-lxc-sysctl',
  stage: 'runtime',
  title: {
    en: 'A newer runc cannot set a sysctl inside LXC or Proxmox',
    zh: '较新的 runc 在 LXC 或 Proxmox 中无法设置 sysctl',
  },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: 'open sysctl net.ipv4.ip_unprivileged_port_start file',
      pattern:
        /open sysctl net\.ipv4\.ip_unprivileged_port_start file: (?:reopen fd \d+|unsafe procfs detected|open \S{1,120}): ?[^\n]{0,120}/,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The container cannot start: AppArmor of the surrounding LXC container blocks /proc for runc',
    zh: '容器无法启动：外层 LXC 容器的 AppArmor 阻止 runc 访问 /proc',
  }),
  why: {
    en: `Since runc 1.2.8 and 1.3.3 (the fix of CVE-2025-52881) sysctls are written through a detached procfs, which older AppArmor profiles of LXC, Incus and Proxmox deny.
      It is not about the port or the image: containers with --network host still start.`,
    zh: `从 runc 1.2.8 和 1.3.3 起（CVE-2025-52881 的修复），sysctl 通过分离的 procfs 写入，而 LXC、Incus、Proxmox 的旧 AppArmor 配置会拒绝。
      与端口和镜像无关：使用 --network host 的容器仍能启动。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-where-docker-runs',
      title: {
        en: 'See whether Docker runs inside LXC, and which runc it has',
        zh: '确认 Docker 是否运行在 LXC 中，以及 runc 版本',
      },
      risk: 'read',
      steps: [shell('systemd-detect-virt; runc --version; uname -r', 'docker info', 'read')],
    },
    {
      id: 'update-the-host',
      title: {
        en: 'Update LXC, Incus or Proxmox on the host, or run Docker in a virtual machine',
        zh: '更新宿主机上的 LXC、Incus 或 Proxmox，或把 Docker 放进虚拟机',
      },
      risk: 'disruptive',
      steps: [
        advise(
          'Install the host packages with the corrected AppArmor profile and restart the LXC container. Going back to an old runc opens the hole again.',
          '安装带有修正后 AppArmor 配置的宿主机软件包，并重启 LXC 容器。退回旧版 runc 会重新引入漏洞。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'opencontainers/runc', path: 'libcontainer/standard_init_linux.go', symbol: 'Init' }],
});

export default runcLxcSysctl;

export const examples: ExamplesOf<typeof runcLxcSysctl> = [
  {
    name: 'Proxmox',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: open sysctl net.ipv4.ip_unprivileged_port_start file: reopen fd 8: permission denied: unknown
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the command is not executable',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/entry.sh": permission denied: unknown
`,
    matches: false,
    is: 'entrypoint-not-executable',
  },
];
