import type { AheadExamplesOf, Clue, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { buildMemoryRemedies } from '../../shared/build-memory.ts';
import { killsOfBuild, tellsKills } from '../../shared/oom-kills.ts';
import { engineMemory, gib, tooLargeSteps } from '../../shared/step-memory.ts';
import { exampleEngine } from '../../shared/example-world.ts';
import { fewerJobs, JOBS_EVIDENCE } from '../../shared/fewer-jobs.ts';

// Without a count of OOM kills, the compiler's own words say more: compiler-killed, rustc-killed.
const NAMED_BY_COMPILER: Clue = {
  says: ['Killed signal terminated program', 'terminated with signal 9 [Killed]', '(signal: 9, SIGKILL: kill)'],
  within: 'log',
};

const buildOomKilled = condition({
  id: 'build-oom-killed',
  stage: 'resources',
  title: { en: 'A build step was killed because memory ran out', zh: '构建步骤因内存耗尽被杀死' },

  signatures: [
    // BuildKit replaces the exit code with ENOMEM when the step's cgroup counted an OOM kill.
    {
      on: 'error',
      says: 'cannot allocate memory',
      pattern: /^cannot allocate memory$/,
      strength: 'states',
      when: (event) => event.kind === 'error' && event.command !== undefined,
    },
    {
      on: 'error',
      exitCode: 137,
      unless: [NAMED_BY_COMPILER],
      when: (event) =>
        event.kind === 'error' && (event.from === 'step' || event.from === 'build' || event.command !== undefined),
    },
    {
      on: 'output',
      says: 'Killed',
      pattern:
        /^(?:[\w./-]{1,80}: (?:line )?\d{1,5}: +\d{1,8} |make(?:\[\d+\])?: \*{3} \[[^\]]{1,200}\] )?Killed(?: {2,}.{0,2000})?$/,
      unless: [NAMED_BY_COMPILER],
      when: (event) => event.kind === 'output' && event.by === 'step',
    },
    {
      on: 'output',
      says: ['compile: signal: killed', 'link: signal: killed', 'cgo: signal: killed', 'asm: signal: killed'],
      unless: [NAMED_BY_COMPILER],
      when: (event) => event.kind === 'output' && event.by === 'step',
    },
    {
      on: 'output',
      says: [
        'npm ERR! signal SIGKILL',
        'npm error signal SIGKILL',
        'Command failed with signal "SIGKILL"',
        'Command failed with exit code 137',
        'This probably means the system ran out of memory',
        'exited with code: null and signal: SIGKILL',
        'Issues checking service aborted - probably out of memory',
        'npm ERR! errno 137',
        'npm ERR! code 137',
        'npm error code 137',
        'LLVM ERROR: out of memory',
        'died with <Signals.SIGKILL: 9>',
        'exited abnormally with exit code -9',
        'There is insufficient memory for the Java Runtime Environment to continue',
        'fatal error: runtime: out of memory',
        'spawn ENOMEM',
        'OSError: [Errno 12] Cannot allocate memory',
      ],
      unless: [NAMED_BY_COMPILER],
      when: (event) => event.kind === 'output' && event.by === 'step',
    },
    {
      on: 'output',
      says: [
        'fork: Cannot allocate memory',
        'fork: retry: Cannot allocate memory',
        ': cannot allocate memory',
        'Cannot allocate memory - ',
      ],
      pattern:
        /fork: (?:retry: )?Cannot allocate memory|^(?:.{0,200}Errno::ENOMEM: )?Cannot allocate memory - |fork\/exec \S{1,300}: cannot allocate memory/,
      unless: [NAMED_BY_COMPILER],
      when: (event) => event.kind === 'output' && event.by === 'step',
    },
  ],

  yieldsTo: ['buildkit-connection-lost', 'disk-io-error'],
  headline: () => ({
    en: 'The kernel killed a process of this build step, almost always because memory ran out',
    zh: '内核杀死了该构建步骤中的进程，几乎总是因为内存耗尽',
  }),
  why: {
    en: `A process of the step ended by SIGKILL (exit code 137), or BuildKit saw the step's memory group count an OOM kill and says
      "cannot allocate memory". It is no error in the source code: the same step passes with fewer parallel jobs or more memory.`,
    zh: `该步骤中的进程被 SIGKILL 结束（退出码 137），或者 BuildKit 看到该步骤的内存 cgroup 计入了一次 OOM，
      于是报 "cannot allocate memory"。这不是源代码的错误：减少并行任务或增加内存，同样的步骤就能通过。`,
  },

  evidence: {
    ...JOBS_EVIDENCE,
    kernel: {
      probe: 'host.kernelLog',
      about: () => ({}),
      confirms: (messages) => killsOfBuild(messages).length > 0,
      // The engine's machine may be another one, and its log begins anew with each start.
      refutes: () => false,
      tells: (messages) => tellsKills(killsOfBuild(messages)),
    },
  },

  ahead: {
    asks: ['project.stepMemory', 'project.dockerfiles', 'engine.info'],
    finds: (answers) => {
      const memory = engineMemory(answers);
      if (memory === undefined) return [];
      return tooLargeSteps(answers, memory).map(({ step, peak, at }) => ({
        facts: {},
        how: 'likely' as const,
        tells: {
          en: `\`${step}\` took ${gib(peak)} GiB when drydock last measured it; the engine has ${gib(memory)} GiB.`,
          zh: `drydock 上次测得 \`${step}\` 占用 ${gib(peak)} GiB；引擎只有 ${gib(memory)} GiB。`,
        },
        at,
      }));
    },
  },

  retry: 'unknown',
  remedies: (_facts, _seen, at) => [fewerJobs(at), ...buildMemoryRemedies],

  sources: [
    { repo: 'moby/buildkit', path: 'executor/runcexecutor/executor_linux.go', symbol: 'detectOOM' },
    { repo: 'moby/buildkit', path: 'solver/llbsolver/ops/exec.go' },
    { repo: 'torvalds/linux', path: 'mm/oom_kill.c', symbol: '__oom_kill_process' },
  ],
});

export default buildOomKilled;

export const examples: ExamplesOf<typeof buildOomKilled> = [
  {
    name: 'BuildKit counted an OOM kill',
    log: `#5 [2/2] RUN npm run build
#5 2.139 creating an optimized production build
#5 ERROR: process "/bin/sh -c npm run build" did not complete successfully: cannot allocate memory
------
ERROR: failed to build: failed to solve: ResourceExhausted: process "/bin/sh -c npm run build" did not complete successfully: cannot allocate memory
`,
    matches: {},
    verdict: 'confirmed',
    remedies: ['look-at-memory', 'fewer-jobs', 'one-build-at-a-time', 'more-memory'],
  },
  {
    name: 'only the exit code says it',
    log: `Step 4/6 : RUN npm run build
 ---> Running in 6f1c2d3e4a5b
Creating an optimized production build...
Killed
The command '/bin/sh -c npm run build' returned a non-zero code: 137
`,
    matches: {},
    verdict: 'suspected',
  },
  {
    name: 'the linker of Go was killed',
    log: `#9 [build 5/5] RUN go build -o /app ./cmd/app
#9 61.20 example.com/shop/cmd/app: /usr/local/go/pkg/tool/linux_amd64/link: signal: killed
#9 ERROR: process "/bin/sh -c go build -o /app ./cmd/app" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c go build -o /app ./cmd/app" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'the compiler names what was killed',
    log: `#12 [4/4] RUN ninja
#12 66.3 c++: fatal error: Killed signal terminated program cc1plus
#12 ERROR: process "/bin/sh -c ninja" did not complete successfully: exit code: 137
------
ERROR: failed to solve: process "/bin/sh -c ninja" did not complete successfully: exit code: 137
`,
    matches: false,
    is: 'compiler-killed',
  },
  {
    name: 'a container, not a build step, ended with 137',
    log: ` Container shop-migrate-1  Waiting
service "migrate" didn't complete successfully: exit 137
`,
    matches: false,
  },
  {
    name: 'a program lists a process it killed itself',
    log: `#7 [4/4] RUN ./test.sh
#7 3.120 Killed 3 leftover workers
#7 3.140 FAIL: 1 of 12 tests
#7 ERROR: process "/bin/sh -c ./test.sh" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c ./test.sh" did not complete successfully: exit code: 1
`,
    matches: false,
  },
  {
    name: 'the kernel log tells of a kill in a build step',
    log: `#7 [3/3] RUN node build.js
#7 ERROR: process "/bin/sh -c node build.js" did not complete successfully: exit code: 137
------
ERROR: failed to solve: process "/bin/sh -c node build.js" did not complete successfully: exit code: 137
`,
    matches: {},
    world: {
      'host.kernelLog': [
        {
          kind: 'oom-cgroup',
          process: 'node',
          group: '/docker/buildkit/twq986r9ovr26dmv7sozcuv3o',
          secondsAgo: 4,
          text: 'Memory cgroup out of memory: Killed process 11590 (node)',
        },
      ],
    },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'a container was killed, not a build step',
    log: `#7 [3/3] RUN node build.js
#7 ERROR: process "/bin/sh -c node build.js" did not complete successfully: exit code: 137
------
ERROR: failed to solve: process "/bin/sh -c node build.js" did not complete successfully: exit code: 137
`,
    matches: {},
    world: {
      'host.kernelLog': [
        {
          kind: 'oom-cgroup',
          process: 'node',
          group: '/docker/3341b6103a93',
          secondsAgo: 4,
          text: 'Killed process 1 (node)',
        },
      ],
    },
    speaks: [],
    verdict: 'suspected',
  },
];

export const aheadExamples: AheadExamplesOf<typeof buildOomKilled> = [
  {
    name: 'a step needed more than this engine has',
    project: { Dockerfile: 'FROM debian:12\nRUN make -j8\n' },
    world: {
      'engine.info': exampleEngine({ memory: 4 * 2 ** 30 }),
      'project.stepMemory': [{ step: 'RUN make -j8', at: 1, seconds: 60, peak: 6 * 2 ** 30, jobs: 8, isWhole: true }],
    },
    finds: [{ how: 'likely', at: 'Dockerfile:2' }],
  },
  {
    name: 'another step, and one that fits',
    project: { Dockerfile: 'FROM debian:12\nRUN make -j4\nRUN make install\n' },
    world: {
      'engine.info': exampleEngine({ memory: 4 * 2 ** 30 }),
      'project.stepMemory': [
        { step: 'RUN make -j8', at: 1, seconds: 60, peak: 6 * 2 ** 30, jobs: 8, isWhole: true },
        { step: 'RUN make install', at: 2, seconds: 60, peak: 2 ** 30, jobs: 1, isWhole: true },
      ],
    },
    finds: [],
  },
  {
    name: 'it was too large once, and was made smaller since',
    project: { Dockerfile: 'FROM debian:12\nRUN make\n' },
    world: {
      'engine.info': exampleEngine({ memory: 4 * 2 ** 30 }),
      'project.stepMemory': [
        { step: 'RUN make', at: 1, seconds: 60, peak: 6 * 2 ** 30, isWhole: true },
        { step: 'RUN make', at: 2, seconds: 60, peak: 2 ** 30, isWhole: true },
      ],
    },
    finds: [],
  },
];
