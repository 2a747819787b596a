import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const composeInterpolationCast = condition({
  id: 'compose-interpolation-cast',
  stage: 'compose',
  title: {
    en: 'The value of a variable does not fit its place in the Compose file',
    zh: '变量的值不适合 Compose 文件中的位置',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['failed to cast to expected type', 'invalid boolean: '],
      pattern:
        /error while interpolating (?<path>[\w.[\]-]{1,200}): .{0,80}?(?:parsing "(?<value>[^"]{0,80})"|invalid boolean: (?<bool>\S{0,40}))/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path'), value: group('value') || group('bool') }),

  yieldsTo: ['compose-env-unset'],
  headline: ({ path, value }) => ({
    en: `${path} wants another type than "${value}"`,
    zh: `${path} 需要的类型与 “${value}” 不符`,
  }),
  why: {
    en: `After interpolation Compose turns the text into a number or a boolean and could not. Quotes, blanks or a comment in the env file became part of the value,
      or the variable is empty.`,
    zh: `变量替换后，Compose 要把文本转换成数字或布尔值，但失败了。env 文件中的引号、空格或注释成了值的一部分，或变量为空。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'clean-the-value',
      title: { en: 'Remove quotes, blanks and comments from the value', zh: '去掉值里的引号、空格和注释' },
      risk: 'reversible',
      steps: [
        edit(
          '.env',
          { en: 'A comment needs a line of its own.', zh: '注释要单独成行。' },
          { before: 'REPLICAS="2" # two', after: 'REPLICAS=2' },
        ),
        look(['docker', 'compose', 'config', '--quiet']),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'loader/interpolate.go', symbol: 'toInt' }],
});

export default composeInterpolationCast;

export const examples: ExamplesOf<typeof composeInterpolationCast> = [
  {
    name: 'a word instead of a number',
    log: `error while interpolating services.web.deploy.replicas: failed to cast to expected type: strconv.Atoi: parsing "two": invalid syntax
`,
    matches: { path: 'services.web.deploy.replicas', value: 'two' },
    verdict: 'confirmed',
  },
  {
    name: 'no value at all',
    log: `error while interpolating services.web.image: required variable TAG is missing a value: set TAG
`,
    matches: false,
    is: 'compose-env-required-missing',
  },
];
