import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { exampleContainer } from '../../shared/example-world.ts';
import { isOfStop } from '../../shared/stopped-stack.ts';
import { advise, edit, look, shell } from '#core/model/steps.ts';

const containerOomKilled = condition({
  id: 'container-oom-killed',
  stage: 'runtime',
  title: { en: 'The kernel killed the container for lack of memory', zh: '容器因内存不足被内核杀死' },

  signatures: [
    { on: ['output', 'error'], says: '"OOMKilled":true', strength: 'states' },
    { on: ['output', 'error'], says: '"OOMKilled": true', strength: 'states' },
    {
      on: ['error', 'output', 'daemon'],
      says: ['container init was OOM-killed', 'possibly OOM-killed'],
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Memory cgroup out of memory: Killed process',
      pattern: /Killed process \d+ \((?<process>[^)]{1,40})\)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'error',
      exitCode: 137,
      strength: 'hints',
      when: (event) => event.kind === 'error' && event.from === 'compose' && event.step === undefined,
    },
    {
      on: ['error', 'output'],
      says: 'xited (137)',
      pattern: /(?:container (?<container>[\w.-]{1,128}) exited|Exited) \(137\)/,
      strength: 'hints',
      unless: [{ says: '"OOMKilled":false', within: 'log' }],
    },
    // Whoever stops the whole stack kills what is too slow.
    {
      on: 'exit',
      exitCode: 137,
      strength: 'hints',
      unless: [{ says: ['"OOMKilled":false', '"OOMKilled": false'], within: 'log' }],
      when: (_event, around) => !isOfStop(around),
    },
  ],
  facts: (group, event) => ({ process: group('process'), service: event.service ?? group('container') }),

  yieldsTo: ['build-oom-killed'],
  headline: ({ service }) => ({
    en: `${service === '' ? 'The container' : service} was killed with SIGKILL (137), most likely because its memory ran out`,
    zh: `${service === '' ? '容器' : `${service} `}被 SIGKILL 杀死（137），多半是内存耗尽`,
  }),
  why: {
    en: `137 is 128 + 9: the process did not end by itself. With OOMKilled true the memory limit of the container, or the memory of the
      engine's machine, was used up. Without that flag it can also be docker kill or a stop that took longer than the grace period.`,
    zh: `137 = 128 + 9：进程不是自己结束的。OOMKilled 为 true 时，表示容器的内存限制或引擎所在机器的内存已用尽。
      没有这个标志时，也可能是 docker kill，或停止超过了宽限时间。`,
  },

  evidence: {
    container: {
      probe: 'engine.container',
      about: ({ service }) => (service === '' ? undefined : { service }),
      confirms: ({ state }) => state.oomKilled,
      // Without the mark the kernel may still have killed it for the memory of the whole machine.
      refutes: () => false,
      tells: ({ name, limits }) => ({
        en: `The engine marks container ${name} as OOM-killed${limits.memory === undefined ? '' : `; its limit is ${Math.round(limits.memory / 1024 / 1024)} MiB`}.`,
        zh: `引擎把容器 ${name} 标记为 OOMKilled${limits.memory === undefined ? '' : `，其内存限制为 ${Math.round(limits.memory / 1024 / 1024)} MiB`}。`,
      }),
    },
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'look-at-memory',
      title: { en: 'See whether memory was the reason, and what the limit is', zh: '确认是否因为内存，并查看限制' },
      risk: 'read',
      steps: [
        look([
          'docker',
          'inspect',
          '--format',
          '{{.State.OOMKilled}} {{.State.ExitCode}} limit={{.HostConfig.Memory}}',
          service === '' ? '<container>' : service,
        ]),
        look(['docker', 'stats', '--no-stream']),
        shell(
          "dmesg | grep -iE 'killed process|out of memory' | tail",
          "wsl -d docker-desktop dmesg | Select-String -Pattern 'killed process'",
          'read',
        ),
      ],
    },
    {
      id: 'more-memory-or-less-heap',
      title: { en: 'Raise the limit, or let the program use less', zh: '调高限制，或让程序少用内存' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Raise the limit of the service.', zh: '调高该服务的限制。' },
          { after: 'deploy:\n  resources:\n    limits:\n      memory: 2g' },
        ),
        advise(
          'Bound the heap to the limit: java -XX:MaxRAMPercentage=70, node --max-old-space-size, fewer workers.',
          '把堆限制在容器限制之内：java -XX:MaxRAMPercentage=70、node --max-old-space-size、减少 worker 数。',
        ),
        advise(
          'Give the virtual machine more memory: Settings → Resources, or memory= in .wslconfig.',
          '给虚拟机更多内存：Settings → Resources，或 .wslconfig 中的 memory=。',
          'desktop',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/monitor.go', symbol: 'ProcessEvent' },
    { repo: 'opencontainers/runc', path: 'libcontainer/process_linux.go', symbol: 'container init was OOM-killed' },
  ],
});

export default containerOomKilled;

export const examples: ExamplesOf<typeof containerOomKilled> = [
  {
    name: 'docker inspect says so',
    log: `{"Status":"exited","Running":false,"Paused":false,"Restarting":false,"OOMKilled":true,"Dead":false,"Pid":0,"ExitCode":137,"Error":""}
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the limit is too low even to start',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown.
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'compose knows only the code',
    log: ` Container shop-migrate-1  Waiting
service "migrate" didn't complete successfully: exit 137
`,
    matches: { service: 'migrate' },
    verdict: 'suspected',
  },
  {
    name: 'nothing but the code',
    log: `Attaching to worker-1
worker-1  | loading the model
worker-1 exited with code 137
`,
    matches: { service: 'worker' },
    verdict: 'suspected',
  },
  {
    name: 'stopped because another container ended',
    log: `Attaching to db-1, test-1
test-1  | 2 tests failed
test-1 exited with code 1
Aborting on container exit...
 Container shop-db-1  Stopping
db-1 exited with code 137
`,
    matches: false,
    is: null,
  },
  {
    name: 'killed, but not for memory',
    log: `{"Status":"exited","Running":false,"Paused":false,"Restarting":false,"OOMKilled":false,"Dead":false,"Pid":0,"ExitCode":137,"Error":""}
`,
    matches: false,
    is: 'exit-137-sigkill-not-oom',
  },
  {
    name: 'the engine has marked it',
    log: ` Container shop-migrate-1  Waiting
service "migrate" didn't complete successfully: exit 137
`,
    matches: { service: 'migrate' },
    world: {
      'engine.container': exampleContainer({
        limits: { memory: 64 * 1024 * 1024 },
        state: { exitCode: 137, oomKilled: true },
      }),
    },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'killed by somebody else',
    log: ` Container shop-migrate-1  Waiting
service "migrate" didn't complete successfully: exit 137
`,
    matches: { service: 'migrate' },
    world: { 'engine.container': exampleContainer({ state: { exitCode: 137, oomKilled: false } }) },
    speaks: [],
  },
];
