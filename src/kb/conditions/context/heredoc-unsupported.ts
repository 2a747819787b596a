import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const heredocUnsupported = condition({
  id: 'heredoc-unsupported',
  stage: 'context',
  title: {
    en: 'A here-document in the Dockerfile is not closed or not allowed',
    zh: 'Dockerfile 中的 here-document 没有结束或不被允许',
  },

  signatures: [
    { on: ['error', 'output'], says: 'unterminated heredoc', strength: 'states' },
    { on: ['error', 'output'], says: 'cannot accept a heredoc as', strength: 'states' },
  ],

  headline: () => ({
    en: 'The here-document is not closed or stands where none is allowed',
    zh: 'here-document 没有结束，或出现在不允许的位置',
  }),
  why: {
    en: `The parser read to the end of the file without meeting the closing word. That word has to stand alone on
      its line, without blanks (unless <<- is used) and without a carriage return.`,
    zh: `解析器读到文件末尾也没有遇到结束词。结束词必须独占一行，前面不能有空格（除非用 <<-），行尾不能有回车符。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'close-it',
      title: {
        en: 'Put the closing word alone on its line, with LF line ends',
        zh: '让结束词独占一行，并使用 LF 换行',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Close the block', zh: '结束该块' },
          { after: 'RUN <<EOF\napt-get update\napt-get install -y curl\nEOF' },
        ),
        shell(
          "grep -c $'\\r' Dockerfile; sed -i 's/\\r$//' Dockerfile",
          '(Get-Content Dockerfile -Raw) -replace "`r`n", "`n" | Set-Content Dockerfile -NoNewline',
          'reversible',
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/buildkit', path: 'frontend/dockerfile/parser/parser.go' }],
});

export default heredocUnsupported;

export const examples: ExamplesOf<typeof heredocUnsupported> = [
  {
    name: 'the closing word is indented',
    log: `ERROR: failed to build: failed to solve: dockerfile parse error on line 3: unterminated heredoc
`,
    matches: {},
  },
  {
    name: 'an old frontend reads the body as instructions',
    log: `ERROR: failed to build: failed to solve: dockerfile parse error line 4: unknown instruction: APT-GET
`,
    matches: false,
    is: 'dockerfile-unknown-instruction',
  },
];
