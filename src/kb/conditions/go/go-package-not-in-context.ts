import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const goPackageNotInContext = condition({
  id: 'go-package-not-in-context',
  stage: 'go',
  title: { en: 'The package to be built has no Go files in the image', zh: '要构建的包在镜像中没有 Go 文件' },

  signatures: [
    {
      on: 'output',
      says: 'no Go files in ',
      pattern: /^(?:package \S{1,200}: )?no (?:non-test )?Go files in (?<path>\S{1,200})$/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: ': directory not found',
      pattern: /^(?:go: )?stat (?<path>\S{1,200}): directory not found$/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['is not in std (', 'is not in GOROOT ('],
      pattern:
        /package (?:command-line-arguments: )?(?<path>(?:\.\/|cmd\/|internal\/|pkg\/)\S{0,200}) is not in (?:std|GOROOT)/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['replacement directory '],
      pattern: /replacement directory (?<path>\S{1,200}) does not exist/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: '(replaced by ',
      pattern:
        /\(replaced by (?<path>\.{0,2}\/\S{1,200}?)\): reading \S{1,200}: (?:open|stat) \S{1,200}: no such file or directory/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'no Go files in ',
      pattern: /can't load package: package (?![\w-]{1,60}\.)\S{1,200}: no Go files in (?<path>\S{1,200})/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: ': no packages matched',
      pattern: /package (?<path>\S{1,200}): no packages matched$/,
      when: isOfStep,
    },
  ],
  facts: (group) => ({ path: group('path') }),

  yieldsTo: ['go-mod-not-found', 'go-toolchain-too-old', 'copy-source-missing'],
  headline: ({ path }) => ({ en: `${path} has no Go files in the image`, zh: `镜像中的 ${path} 没有 Go 文件` }),
  why: {
    en: 'The path is right on the host and empty in the image: COPY took other folders, .dockerignore names it (a pattern such as "server" or "cmd" hits folders of source too), the working directory is another one, or a "replace" in go.mod points outside the build context.',
    zh: '该路径在宿主机上存在，在镜像中却是空的：COPY 复制的是其他目录、.dockerignore 排除了它（“server”、“cmd” 之类的规则也会匹配源码目录）、工作目录不同，或者 go.mod 中的 replace 指向构建上下文之外。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-what-is-there',
      title: { en: 'See what arrived in the image', zh: '查看镜像中有什么' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before go build, for one build.', zh: '放在 go build 之前，只用于一次构建。' },
          { after: 'RUN find . -name "*.go" | head -50' },
        ),
      ],
    },
    {
      id: 'copy-the-source',
      title: { en: 'Copy the source, and the folders that "replace" names', zh: '复制源码以及 replace 指向的目录' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'With the common parent as build context.', zh: '以共同的上级目录作为构建上下文。' },
          {
            after: `COPY lib/ /src/lib/
COPY app/ /src/app/
WORKDIR /src/app`,
          },
        ),
        edit(
          '.dockerignore',
          { en: 'A leading slash matches at the top only.', zh: '以斜杠开头的规则只匹配顶层。' },
          { before: 'server', after: '/server' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/cmd/go/internal/load/pkg.go', symbol: 'NoGoError' },
    { repo: 'golang/go', path: 'src/cmd/go/internal/modload/load.go' },
  ],
});

export default goPackageNotInContext;

export const examples: ExamplesOf<typeof goPackageNotInContext> = [
  {
    name: 'an empty folder',
    log: `#8 [4/5] RUN go build -o /app ./cmd/server
#8 1.104 no Go files in /src/cmd/server
#8 ERROR: process "/bin/sh -c go build -o /app ./cmd/server" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c go build -o /app ./cmd/server" did not complete successfully: exit code: 1
`,
    matches: { path: '/src/cmd/server' },
    verdict: 'confirmed',
  },
  {
    name: 'not copied',
    log: `#8 [4/5] RUN go build -o /app ./cmd/server
#8 1.104 stat /src/cmd/server: directory not found
#8 ERROR: process "/bin/sh -c go build -o /app ./cmd/server" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c go build -o /app ./cmd/server" did not complete successfully: exit code: 1
`,
    matches: { path: '/src/cmd/server' },
  },
  {
    name: 'replace',
    log: `#8 [4/5] RUN go mod download
#8 1.104 go: github.com/acme/lib@v0.0.0 (replaced by ../lib): reading ../lib/go.mod: open /lib/go.mod: no such file or directory
#8 ERROR: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
`,
    matches: { path: '../lib' },
  },
  {
    name: 'no module at all',
    log: `#8 [4/5] RUN go build
#8 1.104 go: go.mod file not found in current directory or any parent directory; see 'go help modules'
#8 ERROR: process "/bin/sh -c go build" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c go build" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'go-mod-not-found',
  },
];
