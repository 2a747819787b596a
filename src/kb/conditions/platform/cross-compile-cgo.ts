import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const crossCompileCgo = condition({
  id: 'cross-compile-cgo',
  stage: 'platform',
  title: {
    en: 'Go cross-compiles with cgo, but the C compiler is for this CPU only',
    zh: 'Go 使用 cgo 交叉编译，但 C 编译器只支持本机架构',
  },

  signatures: [
    {
      on: 'output',
      says: ['unrecognized command-line option ', 'unrecognized command line option '],
      pattern: /gcc: error: unrecognized command[- ]line option ['‘"]-m(?:64|32|arm|thumb)/,
      also: [{ says: 'runtime/cgo' }],
    },
    {
      on: 'output',
      says: ['gcc_arm64.S', 'gcc_arm.S', 'gcc_amd64.S', 'gcc_riscv64.S', 'gcc_ppc64x.S'],
      pattern:
        /gcc_\w{1,20}\.S: Assembler messages|gcc_\w{1,20}\.S:\d{1,5}: Error: (?:no such instruction|unknown mnemonic|bad instruction)/,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'Go builds for another architecture with cgo on, and the C compiler here cannot',
    zh: 'Go 在启用 cgo 的情况下为其他架构编译，而这里的 C 编译器做不到',
  }),
  why: {
    en: `GOARCH asks for another CPU than the one the step runs on. Go itself can do that, but with CGO_ENABLED=1 it also calls gcc, which
      only knows its own architecture unless a cross compiler is installed and named in CC.`,
    zh: `GOARCH 指定的架构与该步骤运行的 CPU 不同。Go 本身可以交叉编译，但 CGO_ENABLED=1 时还会调用 gcc，
      除非安装了交叉编译器并用 CC 指定，否则 gcc 只支持自身架构。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'turn-cgo-off',
      title: { en: 'If no C code is needed: turn cgo off', zh: '如果不需要 C 代码：关闭 cgo' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'In the line that builds.', zh: '修改编译所在的那一行。' },
          { after: 'RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /out/app .' },
        ),
      ],
    },
    {
      id: 'install-cross-compiler',
      title: { en: 'If it is needed: use a cross compiler', zh: '如果需要：使用交叉编译器' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The xx helpers install and name the right one.', zh: 'xx 辅助工具会安装并指定正确的编译器。' },
          {
            after:
              'FROM --platform=$BUILDPLATFORM tonistiigi/xx AS xx\nFROM --platform=$BUILDPLATFORM golang AS build\nCOPY --from=xx / /\nARG TARGETPLATFORM\nRUN apt-get update && apt-get install -y clang && xx-apt install -y gcc libc6-dev\nRUN CGO_ENABLED=1 xx-go build -o /out/app .',
          },
        ),
        advise(
          'Or leave out FROM --platform=$BUILDPLATFORM and build on a machine of the target architecture.',
          '或者去掉 FROM --platform=$BUILDPLATFORM，在目标架构的机器上构建。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/runtime/cgo' },
    { repo: 'gcc', symbol: 'unrecognized command-line option' },
  ],
});

export default crossCompileCgo;

export const examples: ExamplesOf<typeof crossCompileCgo> = [
  {
    name: 'arm64 code for an amd64 assembler',
    log: `#9 [build 4/4] RUN GOARCH=arm64 CGO_ENABLED=1 go build -o /out/app .
#9 8.120 # runtime/cgo
#9 8.120 gcc_arm64.S: Assembler messages:
#9 8.120 gcc_arm64.S:30: Error: no such instruction: \`stp x29,x30,[sp,'
#9 ERROR: process "/bin/sh -c GOARCH=arm64 CGO_ENABLED=1 go build -o /out/app ." did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c GOARCH=arm64 CGO_ENABLED=1 go build -o /out/app ." did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
    remedies: ['turn-cgo-off', 'install-cross-compiler'],
  },
  {
    name: 'amd64 flags for an arm64 gcc',
    log: `#9 [build 4/4] RUN GOARCH=amd64 CGO_ENABLED=1 go build -o /out/app .
#9 8.120 # runtime/cgo
#9 8.120 gcc: error: unrecognized command-line option '-m64'
#9 ERROR: process "/bin/sh -c GOARCH=amd64 CGO_ENABLED=1 go build -o /out/app ." did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c GOARCH=amd64 CGO_ENABLED=1 go build -o /out/app ." did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'there is no C compiler at all',
    log: `#9 [build 4/4] RUN go build -o /out/app .
#9 8.120 # runtime/cgo
#9 8.120 cgo: C compiler "gcc" not found: exec: "gcc": executable file not found in $PATH
#9 ERROR: process "/bin/sh -c go build -o /out/app ." did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c go build -o /out/app ." did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
