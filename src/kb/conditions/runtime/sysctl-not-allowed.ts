import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const sysctlNotAllowed = condition({
  id: 'sysctl-not-allowed',
  stage: 'runtime',
  title: {
    en: 'A sysctl of the service is not allowed with this network',
    zh: '服务设置的 sysctl 在该网络模式下不被允许',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        '" not allowed in host network namespace',
        '" is not in a separate kernel namespace',
        '" not allowed in host UTS namespace',
      ],
      pattern: /sysctl "(?<name>[^"]{1,80})" (?:not allowed|is not in a separate)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name') }),

  headline: ({ name }) => ({ en: `The container may not set ${name}`, zh: `容器不能设置 ${name}` }),
  why: {
    en: `runc sets only sysctls that belong to a namespace of the container. With network_mode: host the net.* values are those of the host; others, such as vm.*, are never its own.`,
    zh: `runc 只能设置属于容器自身命名空间的 sysctl。使用 network_mode: host 时，net.* 就是宿主机的值；vm.* 等则从不属于容器。`,
  },

  retry: 'useless',
  remedies: ({ name }) => [
    {
      id: 'set-it-on-the-host',
      title: {
        en: 'Take it out of the service; set it on the host if it is needed',
        zh: '从服务里去掉；确有需要时在宿主机上设置',
      },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'Remove the line under sysctls:, or leave host networking.',
            zh: '删除 sysctls: 下的这一行，或不使用 host 网络。',
          },
          { before: `${name}:` },
        ),
        look(['sysctl', name]),
      ],
    },
  ],

  sources: [{ repo: 'opencontainers/runc', path: 'libcontainer/configs/validate/validator.go', symbol: 'sysctl' }],
});

export default sysctlNotAllowed;

export const examples: ExamplesOf<typeof sysctlNotAllowed> = [
  {
    name: 'host networking',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: sysctl "net.core.somaxconn" not allowed in host network namespace: unknown
`,
    matches: { name: 'net.core.somaxconn' },
    verdict: 'confirmed',
  },
  {
    name: 'AppArmor of LXC blocks /proc',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: open sysctl net.ipv4.ip_unprivileged_port_start file: reopen fd 8: permission denied: unknown
`,
    matches: false,
    is: 'runc-lxc-sysctl',
  },
];
