import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const goGetOutsideModule = condition({
  id: 'go-get-outside-module',
  stage: 'go',
  title: { en: 'go get no longer installs programs', zh: 'go get 不再用于安装程序' },

  signatures: [
    { on: 'output', says: "'go get' is no longer supported outside a module", strength: 'states' },
    {
      on: 'output',
      says: [
        'version is required when current directory is not in a module',
        "'go install' requires a version when current directory is not in a module",
      ],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'A tool must be installed with go install and a version',
    zh: '安装工具必须用 go install 并写明版本',
  }),
  why: {
    en: `Since Go 1.18 "go get" only changes go.mod; outside a module it stops. Programs are installed with "go install path@version",
      and the version is required where there is no go.mod.`,
    zh: `Go 1.18 起 go get 只修改 go.mod，在模块之外会直接停止。安装程序要用 go install 路径@版本；没有 go.mod 的地方必须写版本。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'go-install',
      title: { en: 'Use go install with a version', zh: '改用带版本的 go install' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Name a release rather than latest, so that the build stays the same.',
            zh: '写明具体版本而不是 latest，构建才可复现。',
          },
          { after: 'RUN go install github.com/swaggo/swag/cmd/swag@v1.16.3' },
        ),
      ],
    },
    {
      id: 'copy-module-first',
      title: {
        en: 'Or, if it is a dependency of the project, run it after go.mod was copied',
        zh: '如果它是项目依赖，就在复制 go.mod 之后再执行',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before the go command.', zh: '放在 go 命令之前。' },
          { after: 'COPY go.mod go.sum ./' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/cmd/go/internal/modget/get.go' },
    { repo: 'golang/go', path: 'src/cmd/go/internal/modload/init.go' },
  ],
});

export default goGetOutsideModule;

export const examples: ExamplesOf<typeof goGetOutsideModule> = [
  {
    name: 'Go 1.22',
    log: `#9 [4/6] RUN go get github.com/swaggo/swag/cmd/swag
#9 0.410 go: go.mod file not found in current directory or any parent directory.
#9 0.462 	'go get' is no longer supported outside a module.
#9 0.514 	To build and install a command, use 'go install' with a version,
#9 ERROR: process "/bin/sh -c go get github.com/swaggo/swag/cmd/swag" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go get github.com/swaggo/swag/cmd/swag" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'go.mod is simply not there',
    log: `#9 [4/6] RUN go mod download
#9 0.410 go: go.mod file not found in current directory or any parent directory; see 'go help modules'
#9 ERROR: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'go-mod-not-found',
  },
];
