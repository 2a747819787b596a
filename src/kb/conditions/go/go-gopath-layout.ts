import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const goGopathLayout = condition({
  id: 'go-gopath-layout',
  stage: 'go',
  title: { en: 'The source is not where GOPATH mode expects it', zh: '源码不在 GOPATH 模式要求的位置' },

  signatures: [
    {
      on: 'output',
      says: [
        '$GOPATH must not be set to $GOROOT',
        'cannot download, $GOPATH not set',
        'is a GOROOT, not a GOPATH',
        'is not within a known GOPATH/src',
        'using GOPATH/src as the project root',
        'go install: no install location for directory',
      ],
      strength: 'states',
    },
    {
      on: 'output',
      says: 'local import "',
      pattern: /local import "(?<path>[^"]{1,200})" in non-local package/,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'GOPATH is not set as this build needs it, or the project lies outside of it',
    zh: 'GOPATH 的设置不符合此构建的需要，或项目不在 GOPATH 之内',
  }),
  why: {
    en: `Tools of the time before modules (go get without go.mod, dep, glide, godep) take the directory below $GOPATH/src as the import path.
      The project was copied elsewhere, to /go/src itself, or GOPATH is empty or the same as GOROOT.`,
    zh: `模块出现之前的工具（没有 go.mod 的 go get、dep、glide、godep）把 $GOPATH/src 之下的目录当作导入路径。
      项目被复制到了别处、直接放在 /go/src 下，或者 GOPATH 为空、或与 GOROOT 相同。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'gopath-place',
      title: { en: 'Copy the project to its import path', zh: '把项目复制到与导入路径一致的位置' },
      risk: 'reversible',
      steps: [
        look(['go', 'env', 'GOPATH', 'GOROOT', 'GO111MODULE']),
        edit(
          'Dockerfile',
          { en: 'The import path of the project below /go/src.', zh: '/go/src 之下使用项目的导入路径。' },
          { after: 'WORKDIR /go/src/github.com/acme/app\nCOPY . .' },
        ),
      ],
    },
    {
      id: 'use-modules',
      title: { en: 'Or move to modules, which need no special place', zh: '或改用模块，不再要求特定位置' },
      risk: 'reversible',
      steps: [
        run(['go', 'mod', 'init', 'example.com/app'], 'reversible', {
          note: { en: 'Reads the lock files of dep and glide.', zh: '会读取 dep、glide 的锁文件。' },
        }),
        run(['go', 'mod', 'tidy'], 'reversible'),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/cmd/go/internal/get/get.go' },
    { repo: 'golang/dep', path: 'context.go' },
  ],
});

export default goGopathLayout;

export const examples: ExamplesOf<typeof goGopathLayout> = [
  {
    name: 'the project lies outside of GOPATH',
    log: `Step 4/6 : RUN dep ensure
 ---> Running in 9b11c921ebe0
/app is not within a known GOPATH/src
The command '/bin/sh -c dep ensure' returned a non-zero code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'dependencies are simply not there',
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
