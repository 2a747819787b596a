import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const goToolchainTooNew = condition({
  id: 'go-toolchain-too-new',
  stage: 'go',
  title: { en: 'A pinned dependency is too old for this Go', zh: '固定的依赖太旧，不适用于当前 Go' },

  signatures: [
    { on: 'output', says: '//go:linkname must refer to declared function or variable', strength: 'states' },
    { on: 'output', says: 'invalid array length -delta * delta', strength: 'states' },
    {
      on: 'output',
      says: ['relocation target runtime.', 'relocation target syscall.'],
      pattern: /relocation target (?<symbol>[\w.]{1,80}) not defined/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'invalid reference to ',
      pattern: /link: (?<name>\S{1,200}): invalid reference to (?<symbol>[\w./]{1,80})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'build constraints exclude all Go files in ',
      pattern: /build constraints exclude all Go files in \S{0,200}\/(?<name>[\w.-]{1,60}\/yaegi)/,
    },
  ],
  facts: (group) => ({ name: group('name'), symbol: group('symbol') }),

  headline: ({ name, symbol }) => ({
    en:
      name !== ''
        ? `${name} is too old for this Go`
        : symbol === ''
          ? 'A dependency (often golang.org/x/sys or x/tools) is too old for this Go'
          : `A dependency uses ${symbol}, which this Go no longer offers`,
    zh:
      name !== ''
        ? `${name} 太旧，不适用于当前 Go`
        : symbol === ''
          ? '某个依赖（通常是 golang.org/x/sys 或 x/tools）太旧，不适用于当前 Go'
          : `某个依赖用到了 ${symbol}，而当前 Go 已不再提供`,
  }),
  why: {
    en: `The dependency reaches into the Go runtime in a way later versions closed. A floating tag such as golang:alpine moved to a new Go,
      while go.mod or vendor keeps the old dependency.`,
    zh: `该依赖以新版 Go 已关闭的方式访问运行时内部。golang:alpine 之类的浮动标签换了新版 Go，而 go.mod 或 vendor 里仍是旧依赖。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'raise-dependency',
      title: { en: 'Raise the dependency', zh: '升级该依赖' },
      risk: 'reversible',
      steps: [
        run(['go', 'get', '-u', 'golang.org/x/sys', 'golang.org/x/tools', 'golang.org/x/net'], 'reversible'),
        run(['go', 'mod', 'tidy'], 'reversible'),
      ],
    },
    {
      id: 'pin-go',
      title: { en: 'Or pin the Go the project was written for', zh: '或固定为项目原本使用的 Go' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The version that go.mod names.', zh: '使用 go.mod 中写的版本。' },
          { after: 'FROM golang:1.20-alpine' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/cmd/compile/internal/noder/noder.go' },
    { repo: 'golang/go', path: 'src/cmd/link/internal/loader/loader.go', symbol: 'checkLinkname' },
  ],
});

export default goToolchainTooNew;

export const examples: ExamplesOf<typeof goToolchainTooNew> = [
  {
    name: 'an old x/sys',
    log: `#9 [4/6] RUN go install github.com/acme/tool@v1.0.0
#9 0.410 # golang.org/x/sys/unix
#9 0.462 /go/pkg/mod/golang.org/x/sys@v0.0.0-20200302150141-5c8b2ff67527/unix/syscall_darwin.1_13.go:25:3: //go:linkname must refer to declared function or variable
#9 ERROR: process "/bin/sh -c go install github.com/acme/tool@v1.0.0" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go install github.com/acme/tool@v1.0.0" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the Go is too old',
    log: `#9 [4/6] RUN go build
#9 0.410 go: go.mod requires go >= 1.24 (running go 1.21.0; GOTOOLCHAIN=local)
#9 ERROR: process "/bin/sh -c go build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go build" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'go-toolchain-too-old',
  },
];
