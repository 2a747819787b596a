import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const composeWrongType = condition({
  id: 'compose-wrong-type',
  stage: 'compose',
  title: { en: 'A value in the Compose file has the wrong type', zh: 'Compose 文件中某个值的类型不对' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        ' must be a ',
        ' contains an invalid type, it should be a',
        'op-level object must be a mapping',
        ' must be an integer',
      ],
      pattern:
        /(?:^|\s)(?<path>(?:services|networks|volumes|configs|secrets|include|name|[Tt]op-level)[\w.[\]() -]{0,200}?)(?: object)? (?:must be an? (?<type>[\w, ]{3,40})|contains an invalid type)/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
  ],
  facts: (group) => ({ path: group('path'), type: group('type') }),

  headline: ({ path, type }) => ({
    en: `${path} has the wrong type${type === '' ? '' : `: ${type} is wanted`}`,
    zh: `${path} 的类型不对${type === '' ? '' : `：应为 ${type}`}`,
  }),
  why: {
    en: `The key is known, the form of its value is not: a list where a mapping belongs or the other way round, a missing blank after "-" or ":",
      both styles mixed in environment:, or the indentation put the value one level too deep.`,
    zh: `键是对的，值的形式不对：该用映射的地方写成了列表（或相反）、“-” 或 “:” 后缺空格、environment: 混用两种写法，
      或缩进使值多深了一级。`,
  },

  retry: 'useless',
  remedies: ({ path, type }) => [
    {
      id: 'correct-the-value',
      title: { en: 'Write the value in the form that belongs there', zh: '按正确的形式书写该值' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: `Correct ${path}${type === '' ? '' : ` (${type})`}.`,
            zh: `改正 ${path}${type === '' ? '' : `（${type}）`}。`,
          },
          {
            after: 'environment:        # a mapping\n  KEY: "value"\nports:              # a list\n  - "8080:80"',
          },
        ),
        look(['docker', 'compose', 'config', '--quiet']),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'schema/schema.go', symbol: 'Validate' }],
});

export default composeWrongType;

export const examples: ExamplesOf<typeof composeWrongType> = [
  {
    name: 'ports is no list',
    log: `validating /srv/shop/compose.yaml: services.web.ports must be a array
`,
    matches: { path: 'services.web.ports', type: 'array' },
    verdict: 'confirmed',
  },
  {
    name: 'the key does not exist',
    log: `validating /srv/shop/compose.yaml: services.web additional properties 'prots' not allowed
`,
    matches: false,
    is: 'compose-unknown-property',
  },
  {
    name: 'the whole file',
    log: `parsing /srv/shop/docker-compose.yml: Top-level object must be a mapping
`,
    matches: { path: 'Top-level' },
  },
];
