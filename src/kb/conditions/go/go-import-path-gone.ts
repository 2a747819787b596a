import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const goImportPathGone = condition({
  id: 'go-import-path-gone',
  stage: 'go',
  title: { en: 'A Go import path no longer leads to a repository', zh: 'Go 导入路径已不再指向任何仓库' },

  signatures: [
    {
      on: 'output',
      says: 'unrecognized import path "',
      pattern: /unrecognized import path "(?<path>[\w-]{1,60}\.[^"]{1,200})"/,
      unless: [
        { says: ['i/o timeout', 'x509: certificate', 'connection refused', 'Temporary failure in name resolution'] },
      ],
    },
    {
      on: 'output',
      says: 'cannot find package "',
      pattern:
        /(?:imports|package) (?<path>(?!\S{0,200}\/v[2-9]\d{0,2}[:/])[\w-]{1,60}\.[\w.-]{1,60}\/\S{1,200}): cannot find package "/,
    },
    {
      on: 'output',
      says: 'cannot find package "',
      pattern:
        /\.go:\d+:\d+: cannot find package "(?<path>(?![^"]{0,200}\/v[2-9]\d{0,2}["/])[\w-]{1,60}\.[\w.-]{1,60}\/[^"]{1,200})" in any of:/,
      also: [{ says: ' (download)' }],
    },
    {
      on: 'output',
      says: 'module declares its path as: ',
      pattern: /module declares its path as: (?<path>\S{1,200})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ', but does not contain package ',
      pattern: /but does not contain package (?<path>\S{1,200})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'unable to deduce repository and source type for ',
      pattern: /unable to deduce repository and source type for "(?<path>[^"]{1,200})"/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ': Cannot detect VCS',
      pattern: /Error looking for (?<path>\S{1,200}): Cannot detect VCS/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  yieldsTo: [
    'git-missing',
    'go-toolchain-too-old',
    'go-module-path-needs-modules',
    'build-step-dns-failure',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'build-step-network-blocked',
  ],
  headline: ({ path }) => ({ en: `${path} no longer leads to Go source`, zh: `${path} 已找不到 Go 源码` }),
  why: {
    en: `go asked the host named in the import path and got nothing usable: the domain or the hosting service is gone (code.google.com, srcd.works),
      or the package was moved or removed in the newest version of its repository.`,
    zh: `go 访问了导入路径中的主机，却没有得到可用的结果：域名或托管服务已经关闭（如 code.google.com、srcd.works），
      或该包在仓库的最新版本中被移动或删除。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'find-new-path',
      title: { en: 'Find the new path and replace the import', zh: '找到新路径并替换 import' },
      risk: 'reversible',
      steps: [
        look(['go', 'list', '-m', '-versions', 'golang.org/x/text'], {
          note: { en: 'Try the new path of the package here.', zh: '在这里试试该包的新路径。' },
        }),
        run(['go', 'mod', 'edit', '-replace', 'old.example/pkg=github.com/new/pkg@v1.0.0'], 'reversible'),
      ],
    },
    {
      id: 'pin-version',
      title: { en: 'Or pin the last version that still had the package', zh: '或固定仍包含该包的最后版本' },
      risk: 'reversible',
      steps: [
        advise(
          'Use go.mod with a version: the module proxy keeps old versions even when the repository is gone.',
          '用 go.mod 写明版本：即使仓库已消失，模块代理仍保存着旧版本。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'golang/go', path: 'src/cmd/go/internal/vcs/vcs.go', symbol: 'ImportMismatchError' }],
});

export default goImportPathGone;

export const examples: ExamplesOf<typeof goImportPathGone> = [
  {
    name: 'a domain that was given up',
    log: `Step 4/6 : RUN go get ./...
 ---> Running in 9b11c921ebe0
package srcd.example/go-billy.v1: unrecognized import path "srcd.example/go-billy.v1" (parse https://srcd.example/go-billy.v1?go-get=1: no go-import meta tags ())
The command '/bin/sh -c go get ./...' returned a non-zero code: 1
`,
    matches: { path: 'srcd.example/go-billy.v1' },
  },
  {
    name: 'a standard package of a later Go',
    log: `Step 4/6 : RUN go get
 ---> Running in 9b11c921ebe0
package context: unrecognized import path "context" (import path does not begin with hostname)
The command '/bin/sh -c go get' returned a non-zero code: 1
`,
    matches: false,
    is: 'go-toolchain-too-old',
  },
];
