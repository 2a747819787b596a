import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const dockerfileBadArgs = condition({
  id: 'dockerfile-bad-args',
  stage: 'context',
  title: { en: 'An instruction has the wrong number or form of arguments', zh: '指令的参数个数或形式不对' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'requires either one or three arguments',
        'requires at least one argument',
        'requires exactly one argument',
        'requires at least two arguments, but only one was provided',
        'names can not be blank',
        'requires the arguments to be in JSON form',
        'takes exactly one argument',
        'must have two arguments',
        'Invalid containerPort: ',
        'invalid containerPort: ',
        'time: missing unit in duration',
      ],
      pattern:
        /(?:line (?<line>\d{1,6}): )?(?<reason>[Ii]nvalid containerPort: \S{1,60}|time: missing unit in duration \S{1,30}|(?:[A-Z]{2,12}|Dockerfile) (?:requires (?:either one or three|at least one|exactly one|at least two|the) arguments?\b[^\n]{0,100}|names can not be blank|takes exactly one argument|must have two arguments))/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: "Syntax error - can't find = in ",
      pattern: /(?:line (?<line>\d{1,6}): )?(?<reason>Syntax error - can't find = in "[^"]{0,200}")/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ line: group('line'), reason: group('reason') }),

  headline: ({ line, reason }) => ({
    en: `${line === '' ? '' : `Line ${line}: `}${reason}`,
    zh: `${line === '' ? '' : `第 ${line} 行：`}${reason}（参数有误）`,
  }),
  why: {
    en: `The Dockerfile parser counts the words of each instruction. Blanks in a value without quotes make two words
      of one, a variable left empty makes one too few, and COPY always needs a destination.`,
    zh: `Dockerfile 解析器会统计每条指令的单词数。值里有空格而没加引号会变成两个词，空变量会少一个词，
      而 COPY 必须有目标路径。`,
  },

  retry: 'useless',
  remedies: ({ line }) => [
    {
      id: 'repair-the-line',
      title: { en: 'Quote the value, or add what is missing', zh: '给值加引号，或补上缺少的参数' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: `Correct line ${line === '' ? '(see the excerpt)' : line}`,
            zh: `修正第 ${line === '' ? '（见摘录）' : line} 行`,
          },
          { before: 'ENV TITLE=my shop\nCOPY app.py', after: 'ENV TITLE="my shop"\nCOPY app.py .' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/instructions/parse.go' },
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/parser/line_parsers.go' },
  ],
});

export default dockerfileBadArgs;

export const examples: ExamplesOf<typeof dockerfileBadArgs> = [
  {
    name: 'FROM with two words',
    log: `Error response from daemon: Dockerfile parse error line 1: FROM requires either one or three arguments
`,
    matches: { line: '1' },
  },
  {
    name: 'COPY without destination',
    log: `ERROR: failed to build: failed to solve: dockerfile parse error on line 4: COPY requires at least two arguments, but only one was provided. Destination could not be determined
`,
    matches: { line: '4' },
  },
  {
    name: 'the command line, not the file',
    log: `ERROR: "docker buildx build" requires exactly 1 argument.
`,
    matches: false,
    is: 'build-argument-missing-dot',
  },
];
