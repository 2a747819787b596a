import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const composeDuplicateKey = condition({
  id: 'compose-duplicate-key',
  stage: 'compose',
  title: { en: 'A key stands twice in the same place of the Compose file', zh: 'Compose 文件中同一处的键出现了两次' },

  signatures: [
    {
      on: ['error', 'output'],
      says: '" already defined at line ',
      pattern: /line (?<second>\d{1,6}): mapping key "(?<key>[^"]{1,120})" already defined at line (?<first>\d{1,6})/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
  ],
  facts: (group) => ({ key: group('key'), first: group('first'), second: group('second') }),

  headline: ({ key, first, second }) => ({
    en: `"${key}" stands twice in the Compose file: lines ${first} and ${second}`,
    zh: `"${key}" 在 Compose 文件中出现了两次：第 ${first} 行和第 ${second} 行`,
  }),
  why: {
    en: `One mapping may hold a key once; the parser refuses rather than drop one of the two. Typical are two environment: blocks in one service,
      or a service pasted twice. The same key in two files given with -f is a merge and allowed.`,
    zh: `同一个映射里一个键只能出现一次；解析器宁可拒绝也不丢弃其中之一。常见的是一个服务里有两个 environment:，
      或同一服务粘贴了两次。用 -f 给出的两个文件里有相同的键则是合并，允许这样做。`,
  },

  retry: 'useless',
  remedies: ({ key, first, second }) => [
    {
      id: 'merge-the-blocks',
      title: { en: 'Make one block of the two', zh: '把两个块合并为一个' },
      risk: 'reversible',
      steps: [
        edit('compose.yaml', {
          en: `Move what stands under "${key}" in line ${second} to line ${first}.`,
          zh: `把第 ${second} 行 "${key}" 下的内容移到第 ${first} 行。`,
        }),
        look(['docker', 'compose', 'config', '--quiet']),
      ],
    },
  ],

  sources: [
    { repo: 'yaml/go-yaml', path: 'decode.go', symbol: 'decoder.setPossiblyUnhashableKey' },
    { repo: 'compose-spec/compose-go', path: 'loader/reset.go' },
  ],
});

export default composeDuplicateKey;

export const examples: ExamplesOf<typeof composeDuplicateKey> = [
  {
    name: 'two environment blocks',
    log: `yaml: unmarshal errors:
  line 12: mapping key "environment" already defined at line 7
`,
    matches: { key: 'environment', first: '7', second: '12' },
  },
  {
    name: 'other bad YAML',
    log: `yaml: line 4: did not find expected key
`,
    matches: false,
    is: 'compose-yaml-syntax',
  },
];
