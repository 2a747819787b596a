import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';
import { isOfBuild, isOfStep } from '../../shared/build-event.ts';

const appBuildError = condition({
  id: 'app-build-error',
  stage: 'shell',
  role: 'generic',
  title: { en: 'The project itself does not build', zh: '项目自身构建失败' },

  signatures: [
    {
      on: 'output',
      says: [
        'error TS',
        'Failed to compile.',
        "Module not found: Error: Can't resolve",
        'error[E0',
        'error: could not compile `',
        'error: cannot find symbol',
        'ninja: build stopped: subcommand failed',
        'collect2: error: ld returned 1 exit status',
        'COMPILATION ERROR',
        'Compilation failed',
        'FATAL UNHANDLED EXCEPTION',
        'rake aborted!',
        'Build FAILED.',
        'undefined reference to ',
        'PHP Fatal error: ',
        'PHP Parse error: ',
        'use of unresolved identifier',
        'Module Error (from ',
        'short test summary info',
        '--- FAIL: ',
        'CMake Error at ',
        'Configuring incomplete, errors occurred',
        'There were failing tests',
        'There are test failures',
        'Multiple top-level packages discovered in a flat-layout',
        'Error occurred prerendering page ',
        'error: Failed to parse: `pyproject.toml`',

        'This dependency was not found:',
        ' Failed to compile with ',
        '[build failed]',
        'Failed to execute goal ',

        'Non-parseable POM ',
        'Some Enforcer rules have failed',

        'cc1: all warnings being treated as errors',
        'cc1plus: all warnings being treated as errors',

        'Test Suites: ',
      ],
      when: isOfBuild,
    },
    {
      on: 'output',
      says: [
        'SyntaxError: ',
        'AssertionError',
        'NameError: ',
        'TypeError: ',
        'ReferenceError: ',
        'LoadError: ',
        'NoMethodError',
        'ModuleNotFoundError: ',
      ],
      pattern: /^(?:[\w./-]{0,200}: )?(?:\w+\.)*\w*(?:Error|NoMethodError)\b/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: [': error: ', ': fatal error: ', ': syntax error'],
      pattern: /^(?<file>[\w./+-]{1,200}\.\w{1,6})(?::\d+){1,2}: (?:fatal )?(?:syntax )?error/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: [
        ': undefined: ',
        'declared and not used',
        'declared but not used',
        'imported and not used',
        ': cannot use ',
      ],
      pattern: /^(?:vet: )?(?<file>[\w./@+-]{1,200}\.go):\d+:\d+: /,
      when: isOfStep,
    },
    {
      on: 'output',
      says: [
        ': undefined: ',
        'declared and not used',
        'declared but not used',
        'imported and not used',
        ': cannot use ',
        ' arguments in call to ',
        ': missing return',
        'has no field or method',
        'redeclared in this block',
        ' undefined (type ',
        'does not implement ',
        'assignment mismatch: ',
        'could not import ',
        'is not in std',
        'is not in GOROOT',
        'no required module provides package ',
      ],
      pattern: /^(?:vet: )?(?<file>[\w./@+-]{1,250}\.go):\d+(?::\d+)?: /,
      when: isOfStep,
    },
    {
      on: 'output',
      says: [
        '--- FAIL: ',
        'short test summary info',
        'Test Suites: ',
        'test result: FAILED.',
        'There were failing tests',
        'error during build:',
        '[vite]: Rollup failed to resolve',
        'rails aborted!',
        '== Compilation error in file ',
        'version solving failed.',
      ],
      pattern:
        /--- FAIL: |short test summary|Test Suites: [1-9]\d* failed|test result: FAILED|failing tests|^error during build:|^\[vite\]: |aborted!$|== Compilation|SDK version .* version solving failed/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: [' examples, ', ' example, ', 'FAILURES!', 'Failed!  - Failed: '],
      pattern: /^\d+ examples?, [1-9]\d* failures?|^FAILURES!$|^Failed! {2}- Failed: +[1-9]/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ['ValueError: ', 'KeyError: '],
      pattern: /^(?:Value|Key)Error: /,
      also: [{ says: 'Traceback (most recent call last)' }],
      unless: [{ says: ['/pip/_internal', 'pip/_vendor', 'setup.py', 'subprocess-exited-with-error'] }],
      when: isOfStep,
    },
    { on: 'output', says: [' problems (', ' problem ('], pattern: /^✖ \d+ problems? \([1-9]/, when: isOfStep },
    { on: 'output', says: 'FAILED ', pattern: /^FAILED (?<file>[\w./-]{1,200}\.py)::/, when: isOfStep },
    { on: 'output', says: ['Error in '], pattern: /^Error in \w[\w.]{0,60}(?:\(.{0,100}\))? ?:/, when: isOfStep },
    {
      on: 'output',
      says: [
        'BUILD FAILURE',
        'BUILD FAILED',
        'FAILURE: Build failed with an exception',
        'code ELIFECYCLE',
        'npm error Lifecycle script',
        'exited with error code',
        'Command failed with exit code',
      ],
      when: isOfStep,
    },
    {
      on: 'output',
      says: ['make: *** [', 'make[1]: *** [', 'make[2]: *** [', 'gmake: *** ['],
      pattern: /make(?:\[\d+\])?: \*\*\* \[(?<file>[^\]]{1,200})\] Error \d+/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: 'No rule to make target',
      pattern: /No rule to make target [`'](?<file>[^']{1,200})', needed by/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: '): error CS',
      pattern: /^(?<file>[\w./+-]{1,250}\.(?:cs|cshtml|razor))\(\d+,\d+\): error CS/,
      when: isOfStep,
    },
    { on: 'output', says: 'Type error: ', pattern: /^Type error: /, when: isOfStep },
    { on: 'output', says: '[ERROR] Could not resolve ', pattern: /\[ERROR\] Could not resolve "/, when: isOfStep },
    {
      on: 'output',
      says: [' failed, ', ' failed in '],
      pattern: /^=* ?[1-9]\d* failed(?:, \d+ (?:passed|skipped|warnings?|errors?|xfailed)){0,4} in [\d.]+s/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: [': *** missing separator', ': error CS', 'Cython.Compiler.Errors.CompileError: '],
      pattern:
        /^(?<file>[\w./-]{0,100}[Mm]akefile\S{0,40}):\d+: \*\*\* missing separator|: error CS\d{4}: |CompileError: (?<pyx>\S{1,200})/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: 'The Angular Compiler requires TypeScript ',
      pattern: /requires TypeScript \S{1,40}.{0,40} but \S{1,20} was found instead/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ["' imported but unused", ' line too long (', 'CMake Error: Cannot find source file'],
      pattern: /^(?<file>[\w./-]{1,200}\.py):\d+:\d+: [A-Z]\d{3} |Cannot find source file/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: [
        ' failing',
        ', version solving failed.',
        "Entry module not found: Error: Can't resolve ",
        'use of internal package ',
      ],
      pattern:
        /^\s{1,4}[1-9]\d* failing$|version solving failed|Entry module not found|use of internal package \S{1,200} not allowed/,
      when: isOfStep,
    },
  ],
  facts: (group) => ({ file: group('file') }),

  yieldsTo: ['c-compiler-missing'],
  headline: ({ file }) => ({
    en:
      file === ''
        ? "The project's own build fails: its tool reports an error"
        : `The project's own build fails at ${file}`,
    zh: file === '' ? '项目自身的构建失败：构建工具报告了错误' : `项目自身的构建在 ${file} 处失败`,
  }),
  why: {
    en: `The builder, the network and the image did their part; the compiler, bundler or test runner ended with an error of the
      code. The first error it prints counts, not the last line. Code that builds on macOS or Windows and not here often
      differs in the case of a file name, in a version, or in a file that is not copied.`,
    zh: `构建器、网络和镜像都没有问题；编译器、打包器或测试程序因代码错误而退出。要看它打印的第一个错误，而不是最后一行。
      在 macOS 或 Windows 上能构建而这里不能，往往是文件名大小写、版本不同，或某个文件没有 COPY。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'first-error',
      title: {
        en: 'Read the first error of the tool and repeat the command in the image',
        zh: '查看工具的第一个错误，并在镜像中重现该命令',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Give the step before it a name, build up to there, and run the command by hand: docker build --target before-build -t debug . && docker run --rm -it debug sh',
            zh: '给前面的步骤起名，只构建到那里，再手动执行命令：docker build --target before-build -t debug . && docker run --rm -it debug sh',
          },
          { after: 'FROM node:22 AS before-build' },
        ),
        advise(
          'Compare the versions of tools and dependencies with those on the machine where it builds.',
          '与能成功构建的机器对比工具和依赖的版本。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'microsoft/TypeScript', path: 'src/compiler/program.ts' },
    { repo: 'make', path: 'src/job.c', symbol: 'child_error' },
    { repo: 'apache/maven', path: 'maven-embedder/src/main/java/org/apache/maven/cli/event/ExecutionEventLogger.java' },
  ],
});

export default appBuildError;

export const examples: ExamplesOf<typeof appBuildError> = [
  {
    name: 'TypeScript',
    log: `#11 [6/7] RUN npm run build
#11 5.101 src/backtest.ts(1,20): error TS2307: Cannot find module '../../config'.
#11 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 2
`,
    matches: {},
  },
  {
    name: 'a compiler error of the own code',
    log: `#11 [6/7] RUN make
#11 0.101 main.c:14:5: error: expected ';' before 'return'
#11 0.102 make: *** [Makefile:3: main.o] Error 1
#11 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2
`,
    matches: {},
  },
  {
    name: 'the compiler is missing',
    log: `#11 [6/7] RUN make
#11 0.101 /bin/sh: 1: make: not found
#11 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'command-not-found',
  },
];
