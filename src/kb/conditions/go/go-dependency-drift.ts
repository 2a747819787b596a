import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const goDependencyDrift = condition({
  id: 'go-dependency-drift',
  stage: 'go',
  title: {
    en: 'A Go dependency without a pinned version has changed its interface',
    zh: '未固定版本的 Go 依赖改变了接口',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'not enough arguments in call to',
        'too many arguments in call to',
        'undefined: ',
        'cannot use ',
        'has no field or method ',
        'assignment mismatch: ',
        'redeclared in this block',
      ],
      pattern:
        /(?:^|[/\s])(?:pkg\/mod|vendor)\/(?<name>[\w-]{1,60}\.\w{2,6}\/[\w.-]{1,80}(?:\/[\w.@!-]{1,100})?)\S{0,300}\.go:\d+(?::\d+)?: (?:not enough arguments|too many arguments|undefined: |cannot use |assignment mismatch|\S{1,80} undefined \(type|\w{1,80} redeclared)/,
    },
    {
      on: 'output',
      says: [
        'not enough arguments in call to',
        'too many arguments in call to',
        'undefined: ',
        'cannot use ',
        'has no field or method ',
        'assignment mismatch: ',
      ],
      pattern:
        /^(?:\.\.\/|[\w./]{0,60}src\/)(?:\.\.\/){0,6}(?<name>[\w-]{1,60}\.\w{2,6}\/[\w.-]{1,80}\/[\w.-]{1,80})\S{0,300}\.go:\d+(?::\d+)?: (?:not enough arguments|too many arguments|undefined: |cannot use |assignment mismatch|\S{1,80} undefined \(type)/,
      strength: 'hints',
    },
    {
      on: 'output',
      says: ['.ProtoPackageIsVersion', '.SupportPackageIsVersion'],
      pattern: /undefined: \S{0,200}(?<call>(?:Proto|Support)PackageIsVersion\d)/,
    },
    {
      on: 'output',
      says: ['not enough arguments in call to ', 'too many arguments in call to '],
      pattern:
        /\.go:\d+:\d+: (?:not enough|too many) arguments in call to (?<call>[a-z]\w{0,60}(?:\.\w{1,60}){0,2}\.[A-Z]\w{0,60})$/,
      strength: 'hints',
    },
    {
      on: 'output',
      says: ['invalid pseudo-version: ', 'parsing go.mod: unexpected module path '],
      pattern:
        /^go: (?:.{0,200} )?(?<name>[\w.-]{1,60}\.\w{2,6}\/[\w.@!/-]{1,150})@v\S{1,80}?: (?:invalid pseudo-version|parsing go\.mod: unexpected module path)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name') }),

  yieldsTo: ['go-toolchain-too-old', 'go-toolchain-too-new', 'c-header-or-lib-missing'],
  headline: ({ name }) => ({
    en:
      name === ''
        ? 'A Go dependency does not have the interface the code expects'
        : `${name} does not compile against the versions that were fetched`,
    zh: name === '' ? '某个 Go 依赖的接口与代码所期望的不同' : `${name} 与获取到的依赖版本不兼容，无法编译`,
  }),
  why: {
    en: `The code compiled when it was written and was not changed: the dependency was. Without go.mod (go get, dep without a lock file) a build always takes
      the newest commit of every dependency, so it breaks on the day one of them changes.`,
    zh: `代码写成时能编译，之后也没有改动，变的是依赖。没有 go.mod（用 go get，或没有锁文件的 dep）时，
      构建总是拿每个依赖的最新提交，于是其中某个一变，构建就坏了。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'pin-versions',
      title: { en: 'Pin the dependencies in go.mod to versions that fit', zh: '在 go.mod 中把依赖固定到匹配的版本' },
      risk: 'reversible',
      steps: [
        run(['go', 'mod', 'init', 'example.com/app'], 'reversible', {
          note: { en: 'Only where there is no go.mod.', zh: '仅当没有 go.mod 时。' },
        }),
        run(['go', 'mod', 'tidy'], 'reversible'),
        run(['go', 'get', 'golang.org/x/text@v0.14.0'], 'reversible', {
          note: {
            en: 'Name the dependency and the version of the time the code was written.',
            zh: '换成出问题的依赖，以及代码写成时的版本。',
          },
        }),
      ],
    },
    {
      id: 'adapt-code',
      title: { en: 'Or adapt the call to the new interface', zh: '或修改调用以适应新接口' },
      risk: 'read',
      steps: [
        look(['go', 'doc', 'golang.org/x/text'], {
          note: { en: 'Name the package of the failing call.', zh: '换成出错调用所属的包。' },
        }),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/go/types/call.go' },
    { repo: 'golang/go', path: 'src/cmd/go/internal/get/get.go' },
  ],
});

export default goDependencyDrift;

export const examples: ExamplesOf<typeof goDependencyDrift> = [
  {
    name: 'go get takes the newest commit of everything',
    log: `Step 4/6 : RUN go get github.com/beego/bee
 ---> Running in 9b11c921ebe0
# github.com/gadelkareem/delve/service/debugger
src/github.com/gadelkareem/delve/service/debugger/debugger.go:129:3: cannot use logger (type *logrus.Entry) as type *logrus.Logger in field value
The command '/bin/sh -c go get github.com/beego/bee' returned a non-zero code: 2
`,
    matches: { name: 'github.com/gadelkareem/delve' },
  },
  {
    name: 'the Go is too old for the dependency',
    log: `Step 4/6 : RUN go get
 ---> Running in 9b11c921ebe0
../../hashicorp/go-multierror/multierror.go:112:9: undefined: errors.As
The command '/bin/sh -c go get' returned a non-zero code: 2
`,
    matches: false,
  },
  {
    name: 'a mistake in the program itself',
    log: `#9 [4/6] RUN go build
#9 0.410 # app
#9 0.462 ./main.go:17:2: undefined: getArgs
#9 ERROR: process "/bin/sh -c go build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go build" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
