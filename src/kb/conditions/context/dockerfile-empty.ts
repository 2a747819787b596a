import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const dockerfileEmpty = condition({
  id: 'dockerfile-empty',
  stage: 'context',
  title: { en: 'The Dockerfile has no FROM, or nothing at all', zh: 'Dockerfile 没有 FROM，或完全为空' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'file with no instructions',
        'the Dockerfile cannot be empty',
        ') cannot be empty',
        'dockerfile contains no stages to build',
        'no build stage in current context',
        'No build stage in current context',
        'No image was generated. Is your Dockerfile empty?',
      ],
      pattern:
        /file with no instructions|the Dockerfile (?:\([^)]{1,300}\) )?cannot be empty|contains no stages to build|[Nn]o build stage in current context|No image was generated/,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The Dockerfile does not begin a stage',
    zh: 'Dockerfile 没有开始任何 stage',
  }),
  why: {
    en: `The builder read the Dockerfile and found no instruction, or one before the first FROM (only ARG may stand
      there). An editor that has not saved, a file with nothing but comments, or a wrong -f are the usual
      reasons.`,
    zh: `builder 读取了 Dockerfile，但没有任何指令，
      或在第一个 FROM 之前就有其他指令（只允许 ARG）。常见原因是编辑器没有保存、文件只有注释，
      或 -f 指错了文件。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-the-file',
      title: { en: 'See what the file holds', zh: '查看文件内容' },
      risk: 'read',
      steps: [
        shell(
          'wc -c Dockerfile; head -n 20 Dockerfile; git log --oneline -3 -- Dockerfile',
          'Get-Item Dockerfile; Get-Content Dockerfile -TotalCount 20',
          'read',
        ),
      ],
    },
    {
      id: 'begin-with-from',
      title: { en: 'Begin with FROM', zh: '以 FROM 开头' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Put the base image first', zh: '把基础镜像写在最前面' },
          { after: 'FROM debian:bookworm-slim' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/parser/parser.go' },
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/dockerfile2llb/convert.go' },
    { repo: 'moby/moby', path: 'daemon/builder/dockerfile/builder.go' },
  ],
});

export default dockerfileEmpty;

export const examples: ExamplesOf<typeof dockerfileEmpty> = [
  {
    name: 'a file of no bytes',
    log: `ERROR: failed to build: failed to solve: the Dockerfile cannot be empty
`,
    matches: {},
  },
  {
    name: 'RUN before FROM',
    log: `ERROR: failed to build: failed to solve: no build stage in current context
`,
    matches: {},
  },
  {
    name: 'the classic builder',
    log: `Error response from daemon: the Dockerfile (Dockerfile) cannot be empty
`,
    matches: {},
  },
  {
    name: 'no such file',
    log: `ERROR: failed to build: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory
`,
    matches: false,
    is: 'dockerfile-not-found',
  },
];
