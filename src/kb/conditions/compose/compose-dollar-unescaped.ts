import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const composeDollarUnescaped = condition({
  id: 'compose-dollar-unescaped',
  stage: 'compose',
  title: { en: 'A "$" in the Compose file is taken for a variable', zh: 'Compose 文件中的 “$” 被当成了变量' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['invalid interpolation format for ', 'Invalid interpolation format for '],
      pattern: /[Ii]nvalid interpolation format for "?(?<path>[\w.[\]-]{1,200})/,
      strength: 'states',
    },
    { on: ['error', 'output'], says: 'You may need to escape any $ with another $', strength: 'states' },
  ],
  facts: (group) => ({ path: group('path').replace(/\.+$/, '') }),

  headline: ({ path }) => ({
    en: `${path === '' ? 'A value' : path} has a "$" that Compose cannot read as a variable`,
    zh: `${path === '' ? '某个值' : `${path} `}中有 Compose 无法识别为变量的 “$”`,
  }),
  why: {
    en: `Compose replaces $NAME and \${NAME} everywhere in the file, also in command:, labels: and healthcheck:. Shell substitutions, regular expressions
      and password hashes have dollar signs of their own; each has to be doubled.`,
    zh: `Compose 会替换文件中所有的 $NAME 和 \${NAME}，包括 command:、labels:、healthcheck:。
      shell 替换、正则表达式和密码哈希自带 “$”，每个都要写成两个。`,
  },

  retry: 'useless',
  remedies: ({ path }) => [
    {
      id: 'double-the-dollar',
      title: { en: 'Double every "$" that is meant as itself', zh: '把字面意义的 “$” 都写成 “$$”' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: `In ${path === '' ? 'the printed value' : path}.`,
            zh: `在${path === '' ? '打印出的值' : ` ${path} `}中。`,
          },
          {
            before: '$(date)',
            after: '$$(date)',
            ...(path !== '' && { makes: { kind: 'yaml', path: path.split('.'), escapeDollars: true } }),
          },
        ),
        look(['docker', 'compose', 'config', '--quiet']),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'interpolation/interpolation.go', symbol: 'newPathError' }],
});

export default composeDollarUnescaped;

export const examples: ExamplesOf<typeof composeDollarUnescaped> = [
  {
    name: 'a shell substitution',
    log: `invalid interpolation format for services.web.command.
You may need to escape any $ with another $.
echo $(date)
`,
    matches: { path: 'services.web.command' },
    verdict: 'confirmed',
  },
  {
    name: 'a variable without a value',
    log: `error while interpolating services.web.image: required variable TAG is missing a value: set TAG
`,
    matches: false,
    is: 'compose-env-required-missing',
  },
];
