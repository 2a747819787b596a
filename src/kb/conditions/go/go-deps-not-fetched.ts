import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const goDepsNotFetched = condition({
  id: 'go-deps-not-fetched',
  stage: 'go',
  title: { en: 'The dependencies were not fetched (GOPATH build)', zh: '依赖没有被获取（GOPATH 构建）' },

  signatures: [
    {
      on: 'output',
      says: 'cannot find package "',
      pattern:
        /\.go:\d+:\d+: cannot find package "(?<name>(?![^"]{0,200}\/v[2-9]\d{0,2}["/])[\w-]{1,60}\.[\w.-]{1,60}\/[^"]{1,200})" in any of:/,
      unless: [{ says: [' (download)'] }],
    },
    {
      on: 'output',
      says: 'cannot find module providing package ',
      pattern: /unknown import path "(?<name>[^"]{1,200})": cannot find module providing package/,
      strength: 'hints',
    },
  ],
  facts: (group) => ({ name: group('name') }),

  yieldsTo: ['go-import-path-gone', 'git-missing'],
  headline: ({ name }) => ({
    en: `Nothing put ${name} into the image before go build`,
    zh: `go build 之前没有把 ${name} 放进镜像`,
  }),
  why: {
    en: `go searched GOROOT and GOPATH and found no source for this import. Without go.mod go build downloads nothing: vendor was not committed or not copied,
      or the step that fetches the dependencies (go get, dep ensure) is missing.`,
    zh: `go 在 GOROOT 和 GOPATH 中都没有找到该 import 的源码。没有 go.mod 时 go build 不会下载任何东西：
      可能 vendor 没有提交或没有复制，或者缺少获取依赖的步骤（go get、dep ensure）。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'use-modules',
      title: { en: 'Make the project a module and let go fetch what it names', zh: '把项目改为模块，由 go 按清单下载' },
      risk: 'reversible',
      steps: [
        run(['go', 'mod', 'init', 'example.com/app'], 'reversible', {
          note: { en: 'Use the import path of the project.', zh: '换成项目自己的导入路径。' },
        }),
        run(['go', 'mod', 'tidy'], 'reversible'),
        edit(
          'Dockerfile',
          { en: 'Before the build.', zh: '放在构建之前。' },
          { after: 'COPY go.mod go.sum ./\nRUN go mod download' },
        ),
      ],
    },
    {
      id: 'restore-vendor',
      title: { en: 'Or bring the vendor directory along', zh: '或带上 vendor 目录' },
      risk: 'reversible',
      steps: [look(['git', 'check-ignore', '-v', 'vendor']), look(['cat', '.dockerignore'])],
    },
  ],

  sources: [{ repo: 'golang/go', path: 'src/go/build/build.go', symbol: 'Context.Import' }],
});

export default goDepsNotFetched;

export const examples: ExamplesOf<typeof goDepsNotFetched> = [
  {
    name: 'vendor was not committed',
    log: `Step 4/6 : RUN go build .
 ---> Running in 9b11c921ebe0
main.go:11:2: cannot find package "github.com/go-chi/chi" in any of:
	/usr/local/go/src/github.com/go-chi/chi (from $GOROOT)
	/go/src/github.com/go-chi/chi (from $GOPATH)
The command '/bin/sh -c go build .' returned a non-zero code: 1
`,
    matches: { name: 'github.com/go-chi/chi' },
  },
  {
    name: 'a path with a major version needs modules',
    log: `Step 4/6 : RUN go get ./...
 ---> Running in 9b11c921ebe0
package github.com/pierrec/lz4/v3: cannot find package "github.com/pierrec/lz4/v3" in any of:
	/usr/local/go/src/github.com/pierrec/lz4/v3 (from $GOROOT)
The command '/bin/sh -c go get ./...' returned a non-zero code: 1
`,
    matches: false,
    is: 'go-module-path-needs-modules',
  },
];
