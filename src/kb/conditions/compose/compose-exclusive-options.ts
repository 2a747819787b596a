import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const composeExclusiveOptions = condition({
  id: 'compose-exclusive-options',
  stage: 'compose',
  title: { en: 'Two options of a service exclude each other', zh: '服务的两个选项互相排斥' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'declares mutually exclusive',
        'declares mutualy exclusive',
        ' attributes are mutually exclusive',
        "can't set distinct values on",
        "can't set container_name and",
      ],
      pattern: /(?<text>(?:[Ss]ervice|services\.)[^\n]{3,200})/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
  ],
  facts: (group) => ({ text: group('text') }),

  headline: ({ text }) => ({ en: `Two options exclude each other: ${text}`, zh: `两个选项互相排斥：${text}` }),
  why: {
    en: `Each of the two is fine alone. Often one comes from the base file and the other from an override, because files are merged key by key.`,
    zh: `两者单独使用都没问题。常常一个来自基础文件，另一个来自覆盖文件，因为文件会按键合并。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'keep-one',
      title: { en: 'Keep one of the two', zh: '只保留其中一个' },
      risk: 'reversible',
      steps: [
        look(['docker', 'compose', 'config', '--no-interpolate']),
        edit(
          'compose.override.yaml',
          {
            en: 'To drop a key of the base file (Compose 2.24 and newer).',
            zh: '要去掉基础文件里的键（Compose 2.24 起）。',
          },
          { after: 'networks: !reset null' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'loader/validate.go', symbol: 'checkConsistency' }],
});

export default composeExclusiveOptions;

export const examples: ExamplesOf<typeof composeExclusiveOptions> = [
  {
    name: 'network_mode and networks',
    log: `service web declares mutually exclusive \`network_mode\` and \`networks\`: invalid compose project
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a key that does not exist',
    log: `validating /srv/shop/compose.yaml: services.web additional properties 'networking' not allowed
`,
    matches: false,
    is: 'compose-unknown-property',
  },
];
