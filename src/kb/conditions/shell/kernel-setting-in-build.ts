import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const kernelSettingInBuild = condition({
  id: 'kernel-setting-in-build',
  stage: 'shell',
  title: { en: 'A RUN step tries to change the machine it runs on', zh: 'RUN 步骤试图更改所在机器' },

  signatures: [
    {
      on: 'output',
      says: [
        'sysctl: setting key "',
        "sysctl: error setting key '",
        'create /proc/',
        'modprobe: FATAL: Module ',
        "modprobe: can't change directory to '",
        'modprobe: module ',
        'mount: permission denied',
        'RTNETLINK answers: Operation not permitted',
        'you must be root to change the host name',
        'hostname: sethostname: Operation not permitted',
        "iptables: can't initialize",
        'iptables v',
        'swapon failed: Operation not permitted',
        'fuse: device not found, try ',
        'sethostname: use the specified hostname',
      ],
      pattern:
        /(?<what>sysctl|\/proc\/\S{1,120}(?=: Read-only)|modprobe|mount(?=: permission)|RTNETLINK|host ?name|iptables|swapon|fuse)(?!.*(?:bad rule|unknown option|No chain))/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ': Permission denied (you must be root)',
      pattern: /(?<what>ip6?tables\S{0,20}).{0,120}Permission denied \(you must be root\)/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: [': must be superuser to use mount', 'mount: only root can ', ': Operation not permitted'],
      pattern:
        /^(?<what>mount|umount|losetup|mknod|swapon|chroot)\b.{0,200}(?:must be superuser|only root can|Operation not permitted)/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ': mount failed: Operation not permitted',
      pattern: /(?<what>mount) failed/,
      when: isOfStep,
      strength: 'states',
    },
  ],
  facts: (group) => ({ what: group('what') }),

  yieldsTo: ['run-as-nonroot'],
  headline: ({ what }) => ({
    en:
      what === ''
        ? 'The step changes the kernel, mounts or network of its machine, which a build may not'
        : `The step uses ${what} to change its machine, which a build may not`,
    zh:
      what === ''
        ? '该步骤要更改所在机器的内核、挂载或网络，构建中不允许'
        : `该步骤用 ${what} 更改所在机器，构建中不允许`,
  }),
  why: {
    en: `A RUN step has no rights over the kernel: /proc/sys is read-only, and mounts, modules, packet filters and the host name belong to the machine. It would not help either: nothing of that is stored in an image.`,
    zh: `RUN 步骤对内核没有权限：/proc/sys 只读，挂载、内核模块、包过滤规则和主机名都属于机器本身。即使成功也没有用：这些内容不会存入镜像。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'at-run-time',
      title: { en: 'Set it where the container is started', zh: '在启动容器的地方设置' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'And drop it from the Dockerfile. Kernel modules and mounts are for the host.',
            zh: '并从 Dockerfile 中删除。内核模块和挂载由宿主机负责。',
          },
          { after: 'services:\n  app:\n    sysctls:\n      net.core.somaxconn: 1024\n    cap_add: [NET_ADMIN]' },
        ),
      ],
    },
    {
      id: 'insecure-step',
      title: { en: 'Or give this one step the rights', zh: '或仅给这一步权限' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Needs docker buildx build --allow security.insecure, and a builder that permits it.',
            zh: '需要 docker buildx build --allow security.insecure，且构建器允许。',
          },
          { before: 'RUN ./needs-mount.sh', after: 'RUN --security=insecure ./needs-mount.sh' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'oci/defaults.go', symbol: 'DefaultLinuxSpec' },
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/docs/reference.md' },
  ],
});

export default kernelSettingInBuild;

export const examples: ExamplesOf<typeof kernelSettingInBuild> = [
  {
    name: 'a kernel parameter',
    log: `#7 [3/5] RUN sysctl -w net.core.somaxconn=1024
#7 0.200 sysctl: setting key "net.core.somaxconn": Read-only file system
#7 ERROR: process "/bin/sh -c sysctl -w net.core.somaxconn=1024" did not complete successfully: exit code: 255
------
ERROR: failed to build: failed to solve: process "/bin/sh -c sysctl -w net.core.somaxconn=1024" did not complete successfully: exit code: 255
`,
    matches: { what: 'sysctl' },
  },
  {
    name: 'an entry below /proc',
    log: `#7 [3/5] RUN echo 1024 > /proc/sys/net/core/somaxconn
#7 0.200 /bin/sh: 1: cannot create /proc/sys/net/core/somaxconn: Read-only file system
#7 ERROR: process "/bin/sh -c echo 1024 > /proc/sys/net/core/somaxconn" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c echo 1024 > /proc/sys/net/core/somaxconn" did not complete successfully: exit code: 2
`,
    matches: { what: '/proc/sys/net/core/somaxconn' },
  },
  {
    name: 'a file system that the engine made read-only',
    log: `#7 [3/5] RUN touch /data/x
#7 0.200 touch: cannot touch '/data/x': Read-only file system
#7 ERROR: process "/bin/sh -c touch /data/x" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c touch /data/x" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
