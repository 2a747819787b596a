import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const composeHealthcheckFormat = condition({
  id: 'compose-healthcheck-format',
  stage: 'compose',
  title: { en: 'A health check list does not start with CMD', zh: '健康检查列表没有以 CMD 开头' },

  signatures: [
    { on: ['error', 'output'], says: 'healthcheck.test must start either by "CMD"', strength: 'states' },
    { on: ['error', 'output'], says: 'in HEALTHCHECK (try CMD)', strength: 'states' },
  ],

  headline: () => ({
    en: 'healthcheck.test is a list whose first word is not CMD, CMD-SHELL or NONE',
    zh: 'healthcheck.test 是列表，但第一个元素不是 CMD、CMD-SHELL 或 NONE',
  }),
  why: {
    en: `As a list, the test says in its first element how it is to be run. A single string needs no such word and is run by the shell.`,
    zh: `写成列表时，第一个元素说明如何执行。写成单个字符串则不需要，会由 shell 执行。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'put-cmd-first',
      title: { en: 'Put CMD first, or write one string', zh: '在最前面加 CMD，或写成一个字符串' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'CMD runs the program, CMD-SHELL a shell line.', zh: 'CMD 直接运行程序，CMD-SHELL 运行一行 shell。' },
          {
            before: 'test: ["curl", "-f", "http://localhost"]',
            after: 'test: ["CMD", "curl", "-f", "http://localhost"]',
          },
        ),
        look(['docker', 'compose', 'config', '--quiet']),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'loader/validate.go', symbol: 'checkConsistency' }],
});

export default composeHealthcheckFormat;

export const examples: ExamplesOf<typeof composeHealthcheckFormat> = [
  {
    name: 'no CMD',
    log: `healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the check runs and fails',
    log: ` Container shop-web-1  Error
dependency failed to start: container shop-web-1 is unhealthy
`,
    matches: false,
    is: 'dependency-unhealthy',
  },
];
