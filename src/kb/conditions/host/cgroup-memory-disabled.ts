import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const cgroupMemoryDisabled = condition({
  id: 'cgroup-memory-disabled',
  stage: 'host',
  title: { en: 'The kernel has no memory cgroup', zh: '内核没有启用内存 cgroup' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: [
        'memory cgroup not supported on this system',
        'cannot set memory limit: container could not join or create cgroup',
      ],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'Memory limits cannot be set: the memory cgroup is off in this kernel',
    zh: '无法设置内存限制：该内核没有启用内存 cgroup',
  }),
  why: {
    en: `The container asks for a memory limit and the runtime found no memory controller. On Raspberry Pi and some
      boards the kernel starts with it switched off.`,
    zh: '容器要求内存限制，而运行时没有找到内存控制器。树莓派等板卡的内核默认关闭它。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-cgroups',
      title: { en: 'See which controllers there are', zh: '查看有哪些控制器' },
      risk: 'read',
      steps: [
        shell(
          'cat /sys/fs/cgroup/cgroup.controllers; grep memory /proc/cgroups; docker info 2>&1 | grep -i warning',
          'docker info',
          'read',
        ),
      ],
    },
    {
      id: 'switch-it-on',
      title: { en: 'Switch it on and reboot', zh: '启用并重启' },
      risk: 'disruptive',
      steps: [
        edit(
          '/boot/firmware/cmdline.txt',
          { en: 'Append to the one line of the file, then reboot', zh: '追加到该文件唯一的一行，然后重启' },
          { after: 'cgroup_enable=memory cgroup_memory=1' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'opencontainers/runc', path: 'libcontainer/cgroups' },
    { repo: 'moby/moby', path: 'daemon/info_unix.go' },
  ],
});

export default cgroupMemoryDisabled;

export const examples: ExamplesOf<typeof cgroupMemoryDisabled> = [
  {
    name: 'a limit on a Raspberry Pi',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: cgroups: memory cgroup not supported on this system: unknown
`,
    matches: {},
  },
  {
    name: 'swap accounting only',
    log: `WARNING: Your kernel does not support swap limit capabilities or the cgroup is not mounted. Memory limited without swap.
app-1 exited with code 1
`,
    matches: false,
  },
];
