import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const lintErrorsEnabled = condition({
  id: 'lint-errors-enabled',
  stage: 'context',
  title: {
    en: 'Build checks are set to fail the build, and found something',
    zh: '构建检查被设为失败即中止，并发现了问题',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'lint violation found for rules: ',
      pattern: /lint violation found for rules: (?<rules>[\w, ]{1,500})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ rules: group('rules').trim() }),

  headline: ({ rules }) => ({
    en: `Build checks failed: ${rules}`,
    zh: `构建检查未通过：${rules}`,
  }),
  why: {
    en: `The Dockerfile says "# check=error=true", or the build was told so, and every warning of the checks named
      here then stops the build. Without that setting they would only be warnings.`,
    zh: `Dockerfile 中有 "# check=error=true"，或构建时指定了它，
      因此这些检查的任何警告都会中止构建。没有该设置时它们只是警告。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'fix-the-rules',
      title: { en: 'Correct what the warnings name', zh: '按警告修正' },
      risk: 'reversible',
      steps: [
        run(['docker', 'build', '--check', '.'], 'reversible', {
          note: { en: 'Prints every warning with its line.', zh: '会打印每条警告及行号。' },
        }),
      ],
    },
    {
      id: 'relax-the-check',
      title: { en: 'Or skip a rule, or take the setting out', zh: '或者跳过某条规则，或去掉该设置' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'In the first lines', zh: '写在文件开头' },
          { before: '# check=error=true', after: '# check=skip=JSONArgsRecommended;error=true' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/buildkit', path: 'frontend/dockerfile/linter/linter.go', symbol: 'LintError' }],
});

export default lintErrorsEnabled;

export const examples: ExamplesOf<typeof lintErrorsEnabled> = [
  {
    name: 'check=error',
    log: `ERROR: failed to build: failed to solve: lint violation found for rules: FromAsCasing, JSONArgsRecommended
`,
    matches: { rules: 'FromAsCasing, JSONArgsRecommended' },
    verdict: 'confirmed',
  },
  {
    name: 'warnings alone',
    log: `#5 [2/2] RUN ./check
#5 0.1 nope
#5 ERROR: process "/bin/sh -c ./check" did not complete successfully: exit code: 1
1 warning found (use docker --debug to expand):
 - FromAsCasing: 'as' and 'FROM' keywords' casing do not match (line 1)
ERROR: failed to build: failed to solve: process "/bin/sh -c ./check" did not complete successfully: exit code: 1
`,
    matches: false,
    is: null,
  },
];
