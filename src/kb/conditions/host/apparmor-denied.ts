import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const apparmorDenied = condition({
  id: 'apparmor-denied',
  stage: 'host',
  title: { en: 'AppArmor stopped the container', zh: 'AppArmor 阻止了容器' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: ['unable to apply apparmor profile', 'apparmor failed to apply profile'],
      pattern: /(?:unable to apply apparmor profile|apparmor failed to apply profile): (?<reason>[^\n]{1,200})/,
      strength: 'states',
    },
    {
      on: ['error', 'output', 'daemon'],
      says: 'AppArmor is not supported on this host, but the profile ',
      pattern: /(?<reason>AppArmor is not supported on this host, but the profile '?[\w.-]{1,60}'?)/,
      strength: 'states',
    },
    {
      on: ['error', 'output', 'daemon'],
      says: 'profile could not be loaded: ',
      pattern: /AppArmor enabled on system but the (?<reason>[\w.-]{1,60} profile could not be loaded: [^\n]{1,200})/,
      strength: 'states',
    },
    {
      on: ['output', 'error', 'daemon'],
      says: 'apparmor="DENIED"',
      pattern: /apparmor="DENIED" (?<reason>operation="\w{1,40}"[^\n]{0,60}) profile="docker-default"/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ reason: group('reason') }),

  headline: ({ reason }) => ({
    en: `AppArmor: ${reason}`,
    zh: `AppArmor 拒绝：${reason}`,
  }),
  why: {
    en: `Either the profile that the container should run under is not loaded in the kernel (or the kernel has no
      AppArmor), or the profile forbids what the program tried. Mode bits and capabilities do not change that.`,
    zh: `要么容器应使用的 profile 没有加载到内核（或内核没有 AppArmor），
      要么 profile 禁止了程序的操作。权限位和 capability 都不能改变这一点。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-profiles',
      title: { en: 'See loaded profiles and denials', zh: '查看已加载的 profile 和拒绝记录' },
      risk: 'read',
      steps: [shell('sudo aa-status | head -n 40; sudo dmesg | grep -i apparmor | tail', 'docker info', 'read')],
    },
    {
      id: 'load-the-profile',
      title: { en: 'Load the profile', zh: '加载 profile' },
      risk: 'disruptive',
      steps: [
        shell(
          'sudo systemctl restart apparmor && sudo systemctl restart docker',
          'docker desktop restart',
          'disruptive',
          { on: 'linux' },
        ),
      ],
    },
    {
      id: 'own-profile',
      title: {
        en: 'If the profile forbids something needed: give the container one of its own',
        zh: '如果 profile 禁止了必需的操作：为容器提供专用 profile',
      },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'A profile of your own is better than unconfined', zh: '专用 profile 优于 unconfined' },
          { after: '    security_opt:\n      - apparmor=my-profile' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'opencontainers/runc', path: 'libcontainer/apparmor/apparmor_linux.go' },
    { repo: 'moby/buildkit', path: 'executor/oci/spec_linux.go' },
  ],
});

export default apparmorDenied;

export const examples: ExamplesOf<typeof apparmorDenied> = [
  {
    name: 'the profile is not loaded',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: unable to apply apparmor profile: apparmor failed to apply profile: write /proc/thread-self/attr/apparmor/exec: no such file or directory: unknown
`,
    matches: {},
  },
  {
    name: 'an engine inside a container may not load its profile',
    log: `docker: Error response from daemon: AppArmor enabled on system but the docker-default profile could not be loaded: running '/usr/sbin/apparmor_parser -Kr /tmp/docker-default1' failed with output: apparmor_parser: Unable to replace "docker-default".  Permission denied; attempted to load a profile while confined?
`,
    matches: {},
  },
  {
    name: 'seccomp or missing capability',
    log: `#9 [3/5] RUN mount -t tmpfs none /mnt
#9 0.400 mount: /mnt: permission denied.
#9 ERROR: process "/bin/sh -c mount -t tmpfs none /mnt" did not complete successfully: exit code: 32
------
ERROR: failed to build: failed to solve: process "/bin/sh -c mount -t tmpfs none /mnt" did not complete successfully: exit code: 32
`,
    matches: false,
  },
];
