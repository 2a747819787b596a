import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run, shell } from '#core/model/steps.ts';

const hostMemoryPressure = condition({
  id: 'host-memory-pressure',
  stage: 'resources',
  title: { en: 'The machine of the engine has no memory left', zh: '引擎所在机器的内存耗尽' },

  signatures: [
    // The kernel chose the engine itself.
    {
      on: ['output', 'error', 'daemon'],
      says: 'Out of memory: Kill',
      pattern:
        /Out of memory: Kill(?:ed)? process \d{1,8} \((?<process>dockerd|containerd(?:-shim\S{0,20})?|buildkitd|com\.docker\.\w{1,30}|qemu-system-\w{1,20}|vpnkit)\)/,
      strength: 'states',
    },
    {
      on: ['output', 'error', 'daemon'],
      says: [
        "docker.service: Failed with result 'oom-kill'",
        "containerd.service: Failed with result 'oom-kill'",
        'docker.service: A process of this unit has been killed by the OOM killer',
      ],
      pattern: /(?<process>docker|containerd)\.service: /,
      strength: 'states',
    },
    // The engine cannot start a process of its own.
    {
      on: ['error', 'daemon'],
      says: ': cannot allocate memory',
      pattern: /(?:fork\/exec|clone|mmap) ?(?:\/\S{1,200}\/)?(?<process>[\w.-]{0,60}): cannot allocate memory/,
    },
  ],
  facts: (group) => ({ process: group('process') }),

  headline: ({ process }) => ({
    en: `Memory ran out on the engine's machine${process === '' ? '' : `; ${process} was hit`}`,
    zh: `引擎所在机器内存耗尽${process === '' ? '' : `，${process} 受到影响`}`,
  }),
  why: {
    en: `Not one build step but the engine or the whole machine is out of memory: the kernel killed an engine process or refused it memory. Builds then end
      with EOF, containers die at random, and repeating it without freeing memory ends the same way.`,
    zh: `缺内存的不是某个构建步骤，而是引擎或整台机器：内核杀死了引擎进程，或拒绝给它内存。构建会以 EOF 结束，
      容器随机死亡；不释放内存就重试，结果一样。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'look-at-memory',
      title: { en: 'See who uses the memory', zh: '查看谁在占用内存' },
      risk: 'read',
      steps: [
        shell(
          'free -h; ps -eo rss,comm --sort=-rss | head -n 15',
          'Get-Process | Sort-Object WS -Descending | Select-Object -First 15 Name,WS',
          'read',
        ),
        look(['docker', 'stats', '--no-stream']),
      ],
    },
    {
      id: 'stop-stacks',
      title: { en: 'Stop stacks that are not needed, then build one at a time', zh: '停止不需要的服务，再逐个构建' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'compose', 'stop'], 'disruptive', {
          note: { en: 'Containers and volumes stay.', zh: '容器和卷都会保留。' },
        }),
        run(['docker', 'compose', 'build'], 'reversible', { env: { COMPOSE_PARALLEL_LIMIT: '1' } }),
      ],
    },
    {
      id: 'more-memory',
      title: { en: 'Give the machine swap, or the virtual machine more memory', zh: '增加 swap，或给虚拟机更多内存' },
      risk: 'disruptive',
      steps: [
        advise(
          'Docker Desktop: Settings → Resources → Advanced → Memory and Swap.',
          'Docker Desktop 中调整 Settings → Resources → Advanced → Memory 与 Swap。',
          'desktop',
        ),
        advise(
          'On a server add a swap file or memory, and set mem_limit for the largest services.',
          '在服务器上增加 swap 文件或内存，并为最大的服务设置 mem_limit。',
          'linux',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'torvalds/linux', path: 'mm/oom_kill.c', symbol: '__oom_kill_process' },
    { repo: 'systemd/systemd', path: 'src/core/service.c' },
  ],
});

export default hostMemoryPressure;

export const examples: ExamplesOf<typeof hostMemoryPressure> = [
  {
    name: 'the kernel killed the engine during a build',
    log: `#7 [worker 3/3] RUN make
#7 1.141 compiling 2
ERROR: failed to build: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF
[81231.120] Out of memory: Killed process 812 (dockerd) total-vm:2912332kB, anon-rss:61232kB
`,
    matches: { process: 'dockerd' },
    verdict: 'confirmed',
  },
  {
    name: 'no memory to start a container',
    log: `docker: Error response from daemon: failed to start shim: start failed: fork/exec /usr/bin/containerd-shim-runc-v2: cannot allocate memory: unknown.
`,
    matches: { process: 'containerd-shim-runc-v2' },
  },
  {
    name: 'one step used too much',
    log: `#5 [2/2] RUN npm run build
#5 ERROR: process "/bin/sh -c npm run build" did not complete successfully: cannot allocate memory
------
ERROR: failed to build: failed to solve: ResourceExhausted: process "/bin/sh -c npm run build" did not complete successfully: cannot allocate memory
`,
    matches: false,
    is: 'build-oom-killed',
  },
];
