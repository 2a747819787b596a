import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const composeUndefinedSecretOrConfig = condition({
  id: 'compose-undefined-secret-or-config',
  stage: 'compose',
  title: { en: 'A secret or config is not declared, or has no source', zh: 'secret 或 config 未声明，或没有来源' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['" refers to undefined secret ', '" refers to undefined config ', '" refers to undefined build secret '],
      pattern: /refers to undefined (?<kind>build secret|secret|config) (?<name>[^:\s]{1,120})/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: '" must declare either `file` or `environment`',
      pattern: /(?<kind>secret|config) "(?<name>[^"]{1,120})" must declare/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: '" required by ',
      pattern:
        /environment variable "(?<variable>[^"]{1,80})" required by (?<kind>secret|config) "(?<name>[^"]{1,120})" is not set/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ kind: group('kind'), name: group('name'), variable: group('variable') }),

  headline: ({ kind, name, variable }) => ({
    en:
      variable === ''
        ? `The ${kind} "${name}" is not declared with a source`
        : `The ${kind} "${name}" takes its value from ${variable}, which is not set`,
    zh: variable === '' ? `${kind} "${name}" 没有声明来源` : `${kind} "${name}" 取自变量 ${variable}，而它没有设置`,
  }),
  why: {
    en: `A service may only name secrets and configs that stand at the top level of the project with a source: file, environment, content or external.`,
    zh: `服务只能引用在项目顶层声明且带来源的 secret 和 config：file、environment、content 或 external。`,
  },

  retry: 'useless',
  remedies: ({ kind, name, variable }) => [
    {
      id: 'declare-it',
      title: { en: 'Declare it with a source that is there', zh: '声明它，并给出存在的来源' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'At the top level.', zh: '写在顶层。' },
          {
            after: `${kind === 'config' ? 'configs' : 'secrets'}:\n  ${name}:\n    ${variable === '' ? `file: ./${name}.txt` : `environment: ${variable}`}`,
          },
        ),
        look(['docker', 'compose', 'config', '--quiet']),
      ],
    },
  ],

  sources: [
    { repo: 'compose-spec/compose-go', path: 'loader/validate.go', symbol: 'checkConsistency' },
    { repo: 'docker/compose', path: 'pkg/compose/secrets.go' },
  ],
});

export default composeUndefinedSecretOrConfig;

export const examples: ExamplesOf<typeof composeUndefinedSecretOrConfig> = [
  {
    name: 'not declared',
    log: `service "app" refers to undefined secret api_key: invalid compose project
`,
    matches: { kind: 'secret', name: 'api_key' },
    verdict: 'confirmed',
  },
  {
    name: 'a volume',
    log: `service "app" refers to undefined volume data: invalid compose project
`,
    matches: false,
    is: 'compose-undefined-volume',
  },
];
