import type { DockerfileChange } from '#core/model/change.ts';
import type { ExamplesOf, Site } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { closest } from '../../shared/closest.ts';
import { dockerfileRemedy } from '../../shared/instruction-edit.ts';

const dockerfileUnknownInstruction = condition({
  id: 'dockerfile-unknown-instruction',
  stage: 'context',
  title: { en: 'The Dockerfile has an instruction that does not exist', zh: 'Dockerfile 中有不存在的指令' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'unknown instruction: ',
      pattern:
        /(?:line (?<line>\d{1,6}): )?unknown instruction: (?<word>[^\s]{1,120})(?: \(did you mean (?<guess>\w{1,30})\?\))?/i,
      strength: 'states',
      when: (event) => event.kind === 'error' || event.step === undefined,
    },
    {
      on: ['error', 'output'],
      says: 'Unknown instruction: ',
      pattern: /(?:line (?<line>\d{1,6}): )?Unknown instruction: "?(?<word>[^\s"]{1,120})"?/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ line: group('line'), word: group('word'), guess: group('guess') }),

  headline: ({ word, guess }) => ({
    en: `"${word}" is not a Dockerfile instruction${guess === '' ? '' : ` (did you mean ${guess}?)`}`,
    zh: `"${word}" 不是 Dockerfile 指令${guess === '' ? '' : `（是否想写 ${guess}？）`}`,
  }),
  why: {
    en: `A line has to begin with an instruction unless the line before it ends in a backslash. Either the word is
      misspelt, or the line was meant to continue the one above: a missing or followed-by-blanks backslash, or a
      here-document that this frontend does not know.`,
    zh: `除非上一行以反斜杠结尾，否则每行必须以指令开头。要么单词拼错，要么这一行本应接续上一行：
      缺少反斜杠、反斜杠后有空格，或该 frontend 不支持 here-document。`,
  },

  retry: 'useless',
  remedies: ({ line, word, guess }, _seen, at) => [
    dockerfileRemedy(
      'write-the-instruction',
      { en: 'Write the instruction that was meant', zh: '改成正确的指令' },
      { en: 'The word at the beginning of the line', zh: '行首的单词' },
      misspelt({ line, word, guess }, at),
    ),
    {
      id: 'repair-the-line',
      title: { en: 'Repair the line, or the end of the one above', zh: '修正这一行，或上一行的行尾' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: `Line ${line === '' ? '(see the excerpt)' : line}: write ${guess === '' ? 'a known instruction' : guess}, or end the line above in a single backslash`,
            zh: `第 ${line === '' ? '（见摘录）' : line} 行：写成${guess === '' ? '已知指令' : ` ${guess}`}，或让上一行以单个反斜杠结尾`,
          },
          { before: 'RUN apk add curl\n    git', after: 'RUN apk add curl \\\n    git' },
        ),
      ],
    },
    {
      id: 'use-a-newer-frontend',
      title: {
        en: 'If it is the body of a here-document: ask for a current frontend',
        zh: '如果是 here-document 的内容：使用较新的 frontend',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Add this as the very first line', zh: '加为第一行' },
          { after: '# syntax=docker/dockerfile:1' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/buildkit', path: 'frontend/dockerfile/instructions/parse.go', symbol: 'ParseInstruction' }],
});

const INSTRUCTIONS = [
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR',
].flatMap((all) => all.split(' '));

/** A slip of the pen in a word of one line; a word that resembles no instruction belongs to the line above. */
function misspelt(
  { line, word, guess }: { readonly line: string; readonly word: string; readonly guess: string },
  { dockerfile = 'Dockerfile' }: Site,
): DockerfileChange | undefined {
  const meant = guess === '' ? closest(word, INSTRUCTIONS) : guess.toUpperCase();
  if (!/^\d+$/.test(line) || meant === undefined) return undefined;
  return { kind: 'dockerfile', file: dockerfile, line: Number(line), replace: { before: word, after: meant } };
}

export default dockerfileUnknownInstruction;

export const examples: ExamplesOf<typeof dockerfileUnknownInstruction> = [
  {
    name: 'a typo',
    log: `ERROR: failed to build: failed to solve: dockerfile parse error on line 2: unknown instruction: RUNN (did you mean RUN?)
`,
    matches: { line: '2', word: 'RUNN', guess: 'RUN' },
    verdict: 'confirmed',
  },
  {
    name: 'the classic builder',
    log: `Error response from daemon: dockerfile parse error line 7: unknown instruction: GIT
`,
    matches: { line: '7', word: 'GIT' },
  },
  {
    name: 'an option nobody knows',
    log: `ERROR: failed to build: failed to solve: dockerfile parse error on line 2: unknown flag: --security
`,
    matches: false,
    is: 'dockerfile-flag-unknown',
  },
];
