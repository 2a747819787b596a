import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const goCgoToolchain = condition({
  id: 'go-cgo-toolchain',
  stage: 'go',
  title: {
    en: 'cgo is needed, but there is no C compiler or it is switched off',
    zh: '需要 cgo，但没有 C 编译器或 cgo 被关闭',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'C compiler "gcc" not found',
        'C compiler "cc" not found',
        'C compiler "clang" not found',
        'exec: "gcc": executable file not found in $PATH',
        'exec: "g++": executable file not found in $PATH',
      ],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['go-sqlite3 requires cgo to work', 'cannot find runtime/cgo', 'cgo: cannot parse $WORK'],
      strength: 'states',
    },
    {
      on: 'output',
      says: 'build constraints exclude all Go files in ',
      pattern:
        /build constraints exclude all Go files in \S{0,200}(?:graphicsmagick|bimg|go-face|gocv|sqlcipher|go-sqlite3|gopsutil|confluent-kafka-go|librdkafka|h3-go|go-duckdb|webp|gozmq)/,
    },
    {
      on: 'output',
      says: ["'pread64' undeclared here", "'off64_t' undeclared"],
      also: [{ says: 'go-sqlite3' }],
      strength: 'states',
    },
    {
      on: 'output',
      says: 'build constraints exclude all Go files in ',
      pattern: /exclude all Go files in \S{0,200}\/pkg\/mod\//,
      when: (_event, { instruction }) => instruction.includes('CGO_ENABLED=0'),
    },
  ],

  headline: () => ({
    en: 'The program uses C code (cgo), and this step cannot compile or use it',
    zh: '程序包含 C 代码（cgo），而此步骤无法编译或使用它',
  }),
  why: {
    en: `A dependency such as go-sqlite3 contains C. With cgo on, go needs gcc and the headers of libc, which Alpine and slim images lack;
      with CGO_ENABLED=0 the package compiles to a stub that fails when it runs.`,
    zh: `go-sqlite3 之类的依赖包含 C 代码。启用 cgo 时需要 gcc 和 libc 头文件，而 Alpine 与 slim 镜像没有；
      设为 CGO_ENABLED=0 时，该包会编译成一个运行即失败的空壳。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-gcc',
      title: { en: 'Install a compiler in the build stage', zh: '在构建阶段安装编译器' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Alpine; on Debian install gcc libc6-dev.', zh: 'Alpine 写法；Debian 安装 gcc libc6-dev。' },
          { after: 'RUN apk add --no-cache build-base\nENV CGO_ENABLED=1' },
        ),
      ],
    },
    {
      id: 'without-cgo',
      title: { en: 'Or build without cgo, if no dependency needs it', zh: '如果没有依赖需要 cgo，就关闭它' },
      risk: 'reversible',
      steps: [
        look(['go', 'list', '-deps', '-f', '{{if .CgoFiles}}{{.ImportPath}}{{end}}', './...']),
        edit(
          'Dockerfile',
          { en: 'A static program that also runs on scratch.', zh: '得到可在 scratch 上运行的静态程序。' },
          { after: 'RUN CGO_ENABLED=0 go build -o /app .' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/cmd/go/internal/work/exec.go' },
    { repo: 'golang/go', path: 'src/cmd/cgo/gcc.go' },
    { repo: 'mattn/go-sqlite3', path: 'static_mock.go' },
  ],
});

export default goCgoToolchain;

export const examples: ExamplesOf<typeof goCgoToolchain> = [
  {
    name: 'Alpine without a compiler',
    log: `#9 [4/6] RUN go build -o /app .
#9 0.410 # runtime/cgo
#9 0.462 cgo: C compiler "gcc" not found: exec: "gcc": executable file not found in $PATH
#9 ERROR: process "/bin/sh -c go build -o /app ." did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go build -o /app ." did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'built without cgo',
    log: `app-1  | 2024/05/01 10:00:00 Binary was compiled with 'CGO_ENABLED=0', go-sqlite3 requires cgo to work. This is a stub
app-1 exited with code 1
`,
    matches: {},
  },
  {
    name: 'a header is missing, the compiler is there',
    log: `#9 [4/6] RUN go build
#9 0.410 # github.com/acme/gobpf
#9 0.462 module.go:32:10: fatal error: bcc/bpf_common.h: No such file or directory
#9 0.514 compilation terminated.
#9 ERROR: process "/bin/sh -c go build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go build" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'c-header-or-lib-missing',
  },
];
