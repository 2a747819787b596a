import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const goModulePathNeedsModules = condition({
  id: 'go-module-path-needs-modules',
  stage: 'go',
  title: {
    en: 'An import path ends in /v2 or higher, which only modules understand',
    zh: '导入路径带 /v2 及以上，只有模块模式才能识别',
  },

  signatures: [
    {
      on: 'output',
      says: 'cannot find package "',
      pattern:
        /(?:package|imports) \S{1,200}: cannot find package "(?<name>[\w-]{1,60}\.[^"]{1,200}?\/v[2-9]\d{0,2}(?:\/[^"]{0,200})?)" in any of:/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'cannot use path@version syntax in GOPATH mode',
      pattern: /path@version syntax/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'cannot find package "',
      pattern:
        /\.go:\d+:\d+: cannot find package "(?<name>[\w-]{1,60}\.[^"]{1,200}?\/v[2-9]\d{0,2}(?:\/[^"]{0,200})?)" in any of:/,
    },
  ],
  facts: (group) => ({ name: group('name') }),

  yieldsTo: ['go-toolchain-too-old', 'go-deps-not-fetched'],
  headline: ({ name }) => ({
    en:
      name === ''
        ? 'The go command was run in GOPATH mode, but needs modules'
        : `${name} can only be found in module mode`,
    zh: name === '' ? 'go 命令处于 GOPATH 模式，但需要模块模式' : `${name} 只有在模块模式下才能找到`,
  }),
  why: {
    en: `The /v2 in an import path is part of the module system: there is no such directory in the repository, so a build in GOPATH mode
      cannot find it. An old Go, GO111MODULE=off, or "go get" without go.mod runs in that mode.`,
    zh: `导入路径中的 /v2 属于模块系统：仓库里并没有这个目录，GOPATH 模式的构建找不到它。
      旧版 Go、GO111MODULE=off、或没有 go.mod 时的 go get 都处于该模式。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'module-mode',
      title: { en: 'Build in module mode with a current Go', zh: '用较新的 Go 以模块模式构建' },
      risk: 'reversible',
      steps: [
        look(['go', 'env', 'GO111MODULE', 'GOMOD', 'GOVERSION']),
        edit(
          'Dockerfile',
          { en: 'And remove GO111MODULE=off.', zh: '并去掉 GO111MODULE=off。' },
          { after: 'FROM golang:1.25\nCOPY go.mod go.sum ./\nRUN go mod download' },
        ),
      ],
    },
    {
      id: 'install-tool',
      title: { en: 'For a tool, install it with a version', zh: '如果是工具，用带版本的方式安装' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'go install works without a module of your own.', zh: 'go install 不需要自己的模块。' },
          { after: 'RUN go install github.com/codegangsta/gin@latest' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/go/build/build.go', symbol: 'Context.Import' },
    { repo: 'golang/go', path: 'src/cmd/go/internal/modload/init.go' },
  ],
});

export default goModulePathNeedsModules;

export const examples: ExamplesOf<typeof goModulePathNeedsModules> = [
  {
    name: 'go get in GOPATH mode',
    log: `Step 4/6 : RUN go get
 ---> Running in 9b11c921ebe0
package github.com/micro/go-micro/v2/broker: cannot find package "github.com/micro/go-micro/v2/broker" in any of:
	/usr/local/go/src/github.com/micro/go-micro/v2/broker (from $GOROOT)
	/go/src/github.com/micro/go-micro/v2/broker (from $GOPATH)
The command '/bin/sh -c go get' returned a non-zero code: 1
`,
    matches: { name: 'github.com/micro/go-micro/v2/broker' },
    verdict: 'confirmed',
  },
  {
    name: 'a plain path',
    log: `Step 4/6 : RUN go build .
 ---> Running in 9b11c921ebe0
main.go:11:2: cannot find package "github.com/go-chi/chi" in any of:
	/go/src/github.com/go-chi/chi (from $GOPATH)
The command '/bin/sh -c go build .' returned a non-zero code: 1
`,
    matches: false,
    is: 'go-deps-not-fetched',
  },
];
