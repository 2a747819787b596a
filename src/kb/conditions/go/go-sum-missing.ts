import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const goSumMissing = condition({
  id: 'go-sum-missing',
  stage: 'go',
  title: { en: 'go.mod, go.sum and vendor are not tidy', zh: 'go.mod、go.sum 或 vendor 不完整' },

  signatures: [
    {
      on: 'output',
      says: 'missing go.sum entry',
      pattern: /missing go\.sum entry(?: for module providing package (?<name>\S{1,200}?))?(?: \(|;|:|$)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['no required module provides package '],
      pattern: /no required module provides package (?<name>[\w-]{1,60}\.\S{1,200}?);/,
      strength: 'states',
      unless: [{ says: ['go.mod file not found in current directory'] }],
    },
    {
      on: 'output',
      says: [
        'updates to go.mod needed',

        'updates to go.sum needed',
        'inconsistent vendoring in ',
        'go: updates to go.work needed',
      ],
      strength: 'states',
    },
    {
      on: 'output',
      says: 'cannot load ',
      pattern: /cannot load (?<name>\S{1,200}): open \S{0,200}\/vendor\/\S{1,200}: no such file/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt',
        'cannot find module providing package',
      ],
      pattern:
        /not marked as explicit in vendor|cannot find module providing package (?<name>\S{1,200}): import lookup disabled by -mod=/,
      strength: 'states',
    },
    { on: 'output', says: 'Gopkg.lock is out of sync with ', strength: 'hints' },
  ],
  facts: (group) => ({ name: group('name') }),

  yieldsTo: ['go-mod-not-found', 'go-toolchain-too-old'],
  headline: ({ name }) => ({
    en:
      name === ''
        ? 'go.mod, go.sum or vendor do not list everything the code imports'
        : `go.mod, go.sum or vendor do not list ${name}`,
    zh: name === '' ? 'go.mod、go.sum 或 vendor 没有列全代码导入的包' : `go.mod、go.sum 或 vendor 中没有 ${name}`,
  }),
  why: {
    en: `The build may not change go.mod and go.sum (-mod=readonly is the default since Go 1.16), so everything the code imports must be in them already.
      An import was added without "go mod tidy", go.sum was not committed or not copied, or the vendor directory is older than go.mod.`,
    zh: `构建不能修改 go.mod 和 go.sum（Go 1.16 起默认 -mod=readonly），所以代码导入的一切必须已经写在里面。
      可能是新增 import 后没有执行 go mod tidy、go.sum 没有提交或没有复制，或者 vendor 目录比 go.mod 旧。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'tidy',
      title: { en: 'Tidy the module and commit both files', zh: '整理模块并提交这两个文件' },
      risk: 'reversible',
      steps: [run(['go', 'mod', 'tidy'], 'reversible'), run(['git', 'add', 'go.mod', 'go.sum'], 'reversible')],
    },
    {
      id: 'copy-both',
      title: { en: 'Copy both files before downloading', zh: '下载之前复制两个文件' },
      risk: 'reversible',
      steps: [
        look(['git', 'check-ignore', '-v', 'go.sum', 'vendor']),
        edit(
          'Dockerfile',
          { en: 'go.sum belongs into the image and into git.', zh: 'go.sum 要进镜像，也要进 git。' },
          { after: 'COPY go.mod go.sum ./\nRUN go mod download\nCOPY . .' },
        ),
      ],
    },
    {
      id: 'vendor-again',
      title: { en: 'If the project vendors its dependencies, vendor them again', zh: '如果项目使用 vendor，重新生成' },
      risk: 'reversible',
      steps: [run(['go', 'mod', 'vendor'], 'reversible')],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/cmd/go/internal/modload/import.go', symbol: 'ImportMissingSumError' },
    { repo: 'golang/go', path: 'src/cmd/go/internal/modload/vendor.go', symbol: 'checkVendorConsistency' },
  ],
});

export default goSumMissing;

export const examples: ExamplesOf<typeof goSumMissing> = [
  {
    name: 'go.sum lacks an entry',
    log: `#9 [4/6] RUN go build ./...
#9 0.410 main.go:6:2: missing go.sum entry for module providing package github.com/gorilla/mux (imported by app); to add:
#9 0.462 	go get app
#9 ERROR: process "/bin/sh -c go build ./..." did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go build ./..." did not complete successfully: exit code: 1
`,
    matches: { name: 'github.com/gorilla/mux' },
    verdict: 'confirmed',
  },
  {
    name: 'nothing lists the package',
    log: `#9 [4/6] RUN go build
#9 0.410 main.go:4:2: no required module provides package github.com/gorilla/mux; to add it:
#9 0.462 	go get github.com/gorilla/mux
#9 ERROR: process "/bin/sh -c go build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go build" did not complete successfully: exit code: 1
`,
    matches: { name: 'github.com/gorilla/mux' },
  },
  {
    name: 'there is no go.mod at all',
    log: `#9 [4/6] RUN go build
#9 0.410 main.go:4:2: no required module provides package github.com/gorilla/mux: go.mod file not found in current directory or any parent directory; see 'go help modules'
#9 ERROR: process "/bin/sh -c go build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go build" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'go-mod-not-found',
  },
];
