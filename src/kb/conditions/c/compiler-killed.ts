import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { buildMemoryRemedies } from '../../shared/build-memory.ts';
import { killsOfBuild, tellsKills } from '../../shared/oom-kills.ts';
import { fewerJobs, JOBS_EVIDENCE } from '../../shared/fewer-jobs.ts';

const compilerKilled = condition({
  id: 'compiler-killed',
  stage: 'c',
  title: { en: 'The C/C++ compiler was killed while compiling', zh: 'C/C++ 编译器在编译中被杀死' },

  signatures: [
    {
      on: 'output',
      says: ['Killed signal terminated program', 'internal compiler error: Killed (program'],
      pattern:
        /(?:Killed signal terminated program |internal compiler error: Killed \(program )(?<program>[\w.+-]{1,40})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['terminated with signal 9 [Killed]', 'unable to execute command: Killed', 'died due to signal 9'],
      pattern:
        /(?<program>[\w.-]{1,40})'? (?:terminated with signal 9|died due to signal 9)|unable to execute command: Killed/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'virtual memory exhausted: Cannot allocate memory',
        'cc1plus: out of memory allocating',
        'cc1: out of memory allocating',
      ],
      pattern: /(?<program>cc1(?:plus)?): out of memory|virtual memory exhausted/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ program: group('program') }),

  yieldsTo: ['build-oom-killed'],
  headline: ({ program }) => ({
    en: `${program === '' ? 'The compiler' : program} was killed in the middle of its work; the usual reason is memory`,
    zh: `${program === '' ? '编译器' : `${program} `}在工作中被杀死，通常是因为内存不足`,
  }),
  why: {
    en: `The compiler driver reports that its own child ended by SIGKILL, which only the kernel or a person sends. The step then ends
      with exit code 1 or 2, not 137, and looks like a compile error, but the file named next to it is only the one being compiled.`,
    zh: `编译器驱动程序报告它的子进程被 SIGKILL 结束，这个信号只会来自内核或人。之后步骤以 1 或 2 而不是 137 结束，
      看上去像编译错误，但旁边提到的源文件只是当时正在编译的那个。`,
  },

  evidence: {
    ...JOBS_EVIDENCE,
    kernel: {
      probe: 'host.kernelLog',
      about: () => ({}),
      confirms: (messages, { program }) => program !== '' && killsOfBuild(messages, program).length > 0,
      // The engine's machine may be another one, and its log begins anew with each start.
      refutes: () => false,
      tells: (messages, { program }) => tellsKills(killsOfBuild(messages, program)),
    },
  },

  retry: 'unknown',
  remedies: (_facts, _seen, at) => [fewerJobs(at), ...buildMemoryRemedies],

  sources: [
    { repo: 'gcc-mirror/gcc', path: 'gcc/gcc.cc', symbol: 'execute' },
    { repo: 'gcc-mirror/gcc', path: 'gcc/collect-utils.cc', symbol: 'collect_wait' },
    { repo: 'llvm/llvm-project', path: 'clang/lib/Driver/Driver.cpp' },
  ],
});

export default compilerKilled;

export const examples: ExamplesOf<typeof compilerKilled> = [
  {
    name: 'make goes on to its own error',
    log: `#9 [5/5] RUN make -j8
#9 48.86 g++: fatal error: Killed signal terminated program cc1plus
#9 48.86 compilation terminated.
#9 48.89 make: *** [Makefile:8: parser.o] Error 1
#9 ERROR: process "/bin/sh -c make -j8" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c make -j8" did not complete successfully: exit code: 2
`,
    matches: { program: 'cc1plus' },
  },
  {
    name: 'the linker',
    log: `#9 [5/5] RUN cmake --build build
#9 48.86 collect2: fatal error: ld terminated with signal 9 [Killed]
#9 48.86 compilation terminated.
#9 ERROR: process "/bin/sh -c cmake --build build" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c cmake --build build" did not complete successfully: exit code: 1
`,
    matches: { program: 'ld' },
  },
  {
    name: 'the compiler crashed by itself',
    log: `#9 [5/5] RUN make
#9 0.886 g++: internal compiler error: Segmentation fault signal terminated program cc1plus
#9 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2
`,
    matches: false,
  },
  {
    name: 'the kernel log names the compiler',
    log: `#9 [5/5] RUN make -j8
#9 48.86 g++: fatal error: Killed signal terminated program cc1plus
#9 ERROR: process "/bin/sh -c make -j8" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c make -j8" did not complete successfully: exit code: 2
`,
    matches: { program: 'cc1plus' },
    world: {
      'host.kernelLog': [
        { kind: 'oom-host', process: 'cc1plus', secondsAgo: 5, text: 'Out of memory: Killed process 77 (cc1plus)' },
      ],
    },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'another program was killed, and this one yesterday: that proves nothing',
    log: `#9 [5/5] RUN make -j8
#9 48.86 g++: fatal error: Killed signal terminated program cc1plus
#9 ERROR: process "/bin/sh -c make -j8" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c make -j8" did not complete successfully: exit code: 2
`,
    matches: { program: 'cc1plus' },
    world: {
      'host.kernelLog': [
        { kind: 'oom-host', process: 'cc1plus', secondsAgo: 86_400, text: 'Out of memory: Killed process 7 (cc1plus)' },
        { kind: 'oom-host', process: 'chrome', secondsAgo: 5, text: 'Out of memory: Killed process 78 (chrome)' },
      ],
    },
    speaks: [],
  },
];
