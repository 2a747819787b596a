import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const dockerfileBadSubstitution = condition({
  id: 'dockerfile-bad-substitution',
  stage: 'context',
  title: {
    en: 'A $-expression or a quote in the Dockerfile cannot be parsed',
    zh: 'Dockerfile 中的变量表达式或引号无法解析',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['unexpected end of statement while looking for matching', 'unsupported modifier ('],
      pattern:
        /failed to process "(?<source>.{0,400}?)":? ?(?<reason>unexpected end of statement[^\n]{0,80}|(?:[\w ]{0,40}: )?unsupported modifier[^\n]{0,80}|$)/s,
      strength: 'states',
    },
    {
      on: 'error',
      says: 'bad substitution',
      pattern: /failed to process "(?<source>.{0,400}?)": (?<reason>(?:syntax error: )?bad substitution)/s,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'unsupported modifier (',
      pattern: /(?<reason>unsupported modifier \([^)]{0,10}\) in substitution)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ source: group('source'), reason: group('reason') }),

  headline: ({ reason }) => ({
    en: `The Dockerfile parser gives up: ${reason}`,
    zh: `Dockerfile 解析器报错：${reason}`,
  }),
  why: {
    en: `In ENV, ARG, COPY, LABEL and the like, Docker itself expands variables and quotes; it is no shell. A quote
      without its partner, or a form of a variable expansion that only bash knows, stops it before anything runs.`,
    zh: `在 ENV、ARG、COPY、LABEL 等指令中，变量和引号由 Docker 自己展开，它不是 shell。
      引号不成对，或用了只有 bash 支持的变量写法，都会在执行前报错。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'close-the-quote',
      title: { en: 'Close the quote, or escape it', zh: '补全引号，或转义' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Balance the quotes; a literal $ is written \\$', zh: '让引号成对；字面的 $ 写作 \\$' },
          { before: 'LABEL run="docker run IMAGE\\""', after: 'LABEL run="docker run IMAGE"' },
        ),
      ],
    },
    {
      id: 'move-logic-into-run',
      title: { en: 'Or leave bash logic to a RUN step', zh: '或者把 bash 逻辑放进 RUN' },
      risk: 'reversible',
      steps: [
        advise(
          'Supported are the forms :- :+ and :?, with current frontends also # % and /. Everything else belongs into RUN.',
          '支持的形式有 :- :+ 和 :?，较新的 frontend 还支持 # % 和 /。其余写法请放进 RUN。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/buildkit', path: 'frontend/dockerfile/shell/lex.go' }],
});

export default dockerfileBadSubstitution;

export const examples: ExamplesOf<typeof dockerfileBadSubstitution> = [
  {
    name: 'a quote without its partner',
    log: `Step 4/6 : ENV CONFIG ""/config
failed to process "\\"/config": unexpected end of statement while looking for matching double-quote
`,
    matches: { reason: 'unexpected end of statement while looking for matching double-quote' },
  },
  {
    name: 'BuildKit',
    log: `ERROR: failed to build: failed to solve: failed to process "'\${APP": unexpected end of statement while looking for matching single-quote
`,
    matches: { reason: 'unexpected end of statement while looking for matching single-quote' },
  },
  {
    name: 'a shell in a step',
    log: `#9 [3/5] RUN echo \${A//x/y}
#9 0.400 /bin/sh: 1: Bad substitution
#9 ERROR: process "/bin/sh -c echo \${A//x/y}" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c echo \${A//x/y}" did not complete successfully: exit code: 2
`,
    matches: false,
  },
];
