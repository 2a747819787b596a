import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const goEmbedNoMatch = condition({
  id: 'go-embed-no-match',
  stage: 'go',
  title: {
    en: 'A folder that go embeds is not in the build',
    zh: 'go:embed 要嵌入的目录不在构建中',
  },

  signatures: [
    {
      on: 'output',
      says: ': no matching files found',
      pattern:
        /^(?<file>[\w./@+-]{1,200}\.go):\d{1,6}(?::\d{1,4})?: pattern (?<glob>\S{1,200}): no matching files found$/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ': cannot embed ',
      pattern:
        /^(?<file>[\w./@+-]{1,200}\.go):\d{1,6}(?::\d{1,4})?: pattern (?<glob>\S{1,200}): cannot embed (?:directory|irregular file) /,
      strength: 'states',
    },
  ],
  facts: (group) => ({ file: group('file'), glob: group('glob') }),

  headline: ({ file, glob }) => ({
    en: `${file} embeds "${glob}", and nothing of that name is there`,
    zh: `${file} 要嵌入 "${glob}"，但没有匹配的文件`,
  }),
  why: {
    en: `//go:embed takes its files while compiling, from the folder of the source file. What is embedded is mostly made by another build (a web
      front end, documentation): outside it has been run at some time, but .gitignore and .dockerignore keep the result out of the
      repository and the build context.`,
    zh: `//go:embed 在编译时从源文件所在目录读取文件。被嵌入的内容多半由另一个构建产生（前端页面、文档）：
      在外面早已构建过，但 .gitignore 和 .dockerignore 使结果既不在仓库里，也不在构建上下文里。`,
  },

  retry: 'useless',
  remedies: ({ glob }) => [
    {
      id: 'see-whether-it-is-ignored',
      title: { en: 'See whether the folder exists and is ignored', zh: '查看该目录是否存在、是否被忽略' },
      risk: 'read',
      steps: [look(['git', 'check-ignore', '-v', glob]), look(['git', 'ls-files', '--', glob])],
    },
    {
      id: 'build-it-in-a-stage',
      title: { en: 'Make it in a stage before the Go build', zh: '在 Go 构建之前的 stage 里生成它' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'An example with a web front end.', zh: '以前端页面为例。' },
          {
            after:
              'FROM node:22 AS web\nWORKDIR /web\nCOPY web/ .\nRUN npm ci && npm run build\n\nFROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\nCOPY --from=web /web/dist ./web/dist\nRUN go build -o /app .',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'golang/go', path: 'src/cmd/go/internal/load/pkg.go', symbol: 'resolveEmbed' }],
});

export default goEmbedNoMatch;

export const examples: ExamplesOf<typeof goEmbedNoMatch> = [
  {
    name: 'the front end is not built',
    log: `#9 [5/6] RUN go build -o /app ./cmd/shop
#9 4.410 internal/web/web.go:14:12: pattern dist: no matching files found
#9 ERROR: process "/bin/sh -c go build -o /app ./cmd/shop" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go build -o /app ./cmd/shop" did not complete successfully: exit code: 1
`,
    matches: { file: 'internal/web/web.go', glob: 'dist' },
  },
  {
    name: 'a package that is not in go.mod',
    log: `#9 [5/6] RUN go build -o /app .
#9 0.410 main.go:4:2: no required module provides package rsc.example/quote; to add it:
#9 ERROR: process "/bin/sh -c go build -o /app ." did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go build -o /app ." did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
