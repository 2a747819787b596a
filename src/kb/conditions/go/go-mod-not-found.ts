import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const goModNotFound = condition({
  id: 'go-mod-not-found',
  stage: 'go',
  title: { en: 'There is no go.mod where go is run', zh: '运行 go 的目录没有 go.mod' },

  signatures: [
    {
      on: 'output',
      says: [
        'go.mod file not found in current directory',
        'cannot find main module',
        'only valid when using modules',
        'go mod download: no modules specified',

        'no modules were found in the current workspace',
      ],
      strength: 'states',
      unless: [{ says: ["'go get' is no longer supported outside a module", 'cannot find main module, but -modfile'] }],
    },
  ],

  headline: () => ({
    en: 'go finds no go.mod in the working directory or above it',
    zh: 'go 在工作目录及其上级目录都找不到 go.mod',
  }),
  why: {
    en: `Since Go 1.16 every build needs a module. go.mod was not copied before this step, WORKDIR is not the directory of the module,
      or the project is from the GOPATH time and never had one.`,
    zh: `Go 1.16 起每次构建都需要模块。可能在这一步之前没有复制 go.mod，WORKDIR 不是模块目录，
      或者项目还停留在 GOPATH 时代，从来没有 go.mod。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'copy-go-mod',
      title: { en: 'Copy go.mod and run go in its directory', zh: '复制 go.mod，并在其所在目录运行 go' },
      risk: 'reversible',
      steps: [
        look(['git', 'ls-files', '*go.mod']),
        edit(
          'Dockerfile',
          { en: 'The module directory of the context.', zh: '使用构建上下文中的模块目录。' },
          { after: 'WORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go build -o /app .' },
        ),
      ],
    },
    {
      id: 'make-module',
      title: { en: 'A project without go.mod: make one and commit it', zh: '没有 go.mod 的项目：生成并提交' },
      risk: 'reversible',
      steps: [
        run(['go', 'mod', 'init', 'example.com/app'], 'reversible', {
          note: { en: 'Use the import path of the project.', zh: '换成项目自己的导入路径。' },
        }),
        run(['go', 'mod', 'tidy'], 'reversible'),
      ],
    },
  ],

  sources: [{ repo: 'golang/go', path: 'src/cmd/go/internal/modload/init.go', symbol: 'ErrNoModRoot' }],
});

export default goModNotFound;

export const examples: ExamplesOf<typeof goModNotFound> = [
  {
    name: 'go.mod was not copied',
    log: `#9 [4/6] RUN go mod download
#9 0.410 go: go.mod file not found in current directory or any parent directory; see 'go help modules'
#9 ERROR: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'go 1.13',
    log: `#9 [4/6] RUN go build
#9 0.410 go: cannot find main module; see 'go help modules'
#9 ERROR: process "/bin/sh -c go build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go build" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'go get is used to install a tool',
    log: `#9 [4/6] RUN go get github.com/swaggo/swag/cmd/swag
#9 0.410 go: go.mod file not found in current directory or any parent directory.
#9 0.462 	'go get' is no longer supported outside a module.
#9 0.514 	To build and install a command, use 'go install' with a version,
#9 0.566 	like 'go install example.com/cmd@latest'
#9 ERROR: process "/bin/sh -c go get github.com/swaggo/swag/cmd/swag" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go get github.com/swaggo/swag/cmd/swag" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'go-get-outside-module',
  },
];
