import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, run } from '#core/model/steps.ts';

const buildArgumentMissingDot = condition({
  id: 'build-argument-missing-dot',
  stage: 'context',
  title: { en: 'The context argument of docker build is missing', zh: 'docker build 缺少上下文参数' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'build" requires exactly 1 argument',
        'build requires exactly 1 argument',
        'build" requires 1 argument',
        "build' requires 1 argument",
      ],
      pattern: /["']?docker (?:buildx |image )?build["']? requires (?:exactly )?1 argument/,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'docker build was not given a context directory',
    zh: '没有给 docker build 指定上下文目录',
  }),
  why: {
    en: `docker build needs exactly one argument without a dash: the context directory. The trailing dot is missing,
      or an option before it swallowed it, or unquoted blanks made several arguments of one.`,
    zh: `docker build 需要且只需要一个不带短横线的参数：上下文目录。要么漏了末尾的点，要么被前面的选项吃掉，
      要么未加引号的空格把一个参数拆成了多个。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'add-the-dot',
      title: { en: 'Add the context', zh: '加上上下文' },
      risk: 'reversible',
      steps: [run(['docker', 'build', '-t', 'app', '.'], 'reversible')],
    },
    {
      id: 'check-quoting',
      title: { en: 'If it is there: check the quoting', zh: '如果已经写了：检查引号' },
      risk: 'read',
      steps: [
        advise(
          'Quote every value with blanks (--build-arg "NAME=two words") and look for an empty variable or a broken line continuation in front of the dot.',
          '给所有带空格的值加引号（--build-arg "NAME=two words"），并检查点号之前是否有空变量或断开的续行。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'docker/cli', path: 'cli/required.go', symbol: 'ExactArgs' }],
});

export default buildArgumentMissingDot;

export const examples: ExamplesOf<typeof buildArgumentMissingDot> = [
  {
    name: 'as of Docker 28',
    log: `ERROR: docker: 'docker buildx build' requires 1 argument

Usage:  docker buildx build [OPTIONS] PATH | URL | -
`,
    matches: {},
  },
  {
    name: 'no dot',
    log: `ERROR: "docker buildx build" requires exactly 1 argument.

Usage:  docker buildx build [OPTIONS] PATH | URL | -
`,
    matches: {},
  },
  {
    name: 'a context that does not exist',
    log: `ERROR: unable to prepare context: path "myapp" not found
`,
    matches: false,
    is: 'context-path-missing',
  },
];
