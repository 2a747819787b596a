import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, shell } from '#core/model/steps.ts';

const rootlessLimits = condition({
  id: 'rootless-limits',
  stage: 'host',
  title: { en: 'Rootless Docker could not set up its user namespace', zh: 'rootless Docker 无法建立用户命名空间' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: [
        'rootless mode requires to be executed as the mapped root in a user namespace',
        'needs to be executed as the mapped root in a user namespace',
        '[rootlesskit:parent] error: ',
        '[rootlesskit:child ] error: ',
      ],
      pattern: /(?:rootlesskit:(?:parent|child ?)\] error: (?<reason>[^\n]{1,300})|mapped root in a user namespace)/,
      strength: 'states',
    },
    {
      on: ['error', 'output', 'daemon'],
      says: ['newuidmap: ', 'newgidmap: '],
      pattern:
        /(?<reason>new[ug]idmap: (?:write to [ug]id_map failed|[ug]id range \[[^\]]{1,60}\) -> \[[^\]]{1,60}\) not allowed|could not open [ug]id_map)[^\n]{0,120})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ reason: group('reason') }),

  headline: ({ reason }) => ({
    en: `Rootless Docker did not start${reason === '' ? '' : `: ${reason}`}`,
    zh: `rootless Docker 没有启动${reason === '' ? '' : `：${reason}`}`,
  }),
  why: {
    en: `Rootless mode needs a user namespace with a range of ids from /etc/subuid and /etc/subgid, and a kernel
      that lets ordinary users create one. Ubuntu 24.04 restricts that by AppArmor unless rootlesskit has a
      profile.`,
    zh: `rootless 模式需要用户命名空间、/etc/subuid 和 /etc/subgid 中的 id 范围，
      以及允许普通用户创建命名空间的内核。Ubuntu 24.04 用 AppArmor 限制了它，
      除非 rootlesskit 有 profile。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'check-prerequisites',
      title: { en: 'Check what is missing', zh: '检查缺少什么' },
      risk: 'read',
      steps: [
        shell(
          'grep "^$(id -un):" /etc/subuid /etc/subgid; command -v newuidmap; sysctl kernel.unprivileged_userns_clone kernel.apparmor_restrict_unprivileged_userns; dockerd-rootless-setuptool.sh check',
          'docker info',
          'read',
        ),
      ],
    },
    {
      id: 'give-id-ranges',
      title: { en: 'Give the user a range of ids and the tools', zh: '为用户分配 id 范围并安装工具' },
      risk: 'reversible',
      steps: [
        shell(
          'sudo apt-get install -y uidmap && sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 "$USER"',
          'wsl -u root apt-get install -y uidmap',
          'reversible',
          { on: 'linux' },
        ),
      ],
    },
    {
      id: 'apparmor-profile',
      title: { en: 'Ubuntu 24.04: allow rootlesskit', zh: 'Ubuntu 24.04：放行 rootlesskit' },
      risk: 'reversible',
      steps: [
        advise(
          'Install the AppArmor profile that the check prints into /etc/apparmor.d and restart apparmor; then run dockerd-rootless-setuptool.sh install again.',
          '把检查命令输出的 AppArmor profile 放入 /etc/apparmor.d 并重启 apparmor，然后重新执行 dockerd-rootless-setuptool.sh install。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rootless-containers/rootlesskit', path: 'cmd/rootlesskit/main.go' },
    { repo: 'shadow-maint/shadow', path: 'src/newuidmap.c' },
  ],
});

export default rootlessLimits;

export const examples: ExamplesOf<typeof rootlessLimits> = [
  {
    name: 'no namespaces for users',
    log: `[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: operation not permitted
`,
    matches: {},
  },
  {
    name: 'a port below 1024',
    log: `docker: Error response from daemon: driver failed programming external connectivity on endpoint web: error while calling PortManager.AddPort(): cannot expose privileged port 80, you can add 'net.ipv4.ip_unprivileged_port_start=80' to /etc/sysctl.conf
`,
    matches: false,
  },
];
