import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const networkLabelMismatch = condition({
  id: 'network-label-mismatch',
  stage: 'start',
  title: { en: 'A network of this name exists but belongs to something else', zh: '同名网络已存在，但属于别处' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'was found but has incorrect label',
      pattern: /network (?<network>\S{1,128}) was found but has incorrect label/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ network: group('network') }),

  headline: ({ network }) => ({
    en: `The network ${network} exists, but Compose did not make it for this project`,
    zh: `网络 ${network} 已存在，但不是 Compose 为本项目创建的`,
  }),
  why: {
    en: `Compose marks its networks with labels and will not use one with other labels. This one was made by hand, by Compose v1, or under
      another key of the file.`,
    zh: `Compose 用标签标记自己的网络，标签不同就不使用。这个网络是手工创建的、由 Compose v1 创建的，
      或对应文件中的另一个键。`,
  },

  retry: 'useless',
  remedies: ({ network }) => [
    {
      id: 'look-at-network',
      title: { en: 'See its labels and who uses it', zh: '查看它的标签和使用者' },
      risk: 'read',
      steps: [look(['docker', 'network', 'inspect', '--format', '{{json .Labels}} {{json .Containers}}', network])],
    },
    {
      id: 'declare-external',
      title: { en: 'Use it as it is', zh: '原样使用它' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Tell Compose it belongs to somebody else.', zh: '告诉 Compose 它属于别处。' },
          {
            after: `networks:\n  default:\n    name: ${network}\n    external: true`,
          },
        ),
      ],
    },
    {
      id: 'remove-network',
      title: {
        en: 'Or remove it, if nothing uses it, so that Compose makes its own',
        zh: '或者在无人使用时删除，让 Compose 重建',
      },
      risk: 'disruptive',
      steps: [
        run(['docker', 'network', 'rm', network], 'disruptive', {
          note: { en: 'Refused while containers use it.', zh: '有容器使用时会被拒绝。' },
        }),
      ],
    },
  ],

  sources: [{ repo: 'docker/compose', path: 'pkg/compose/create.go', symbol: 'resolveOrCreateNetwork' }],
});

export default networkLabelMismatch;

export const examples: ExamplesOf<typeof networkLabelMismatch> = [
  {
    name: 'a network of Compose v1',
    log: `network shop_default was found but has incorrect label com.docker.compose.network set to "" (expected: "default")
`,
    matches: { network: 'shop_default' },
    verdict: 'confirmed',
  },
  {
    name: 'only a warning, the network is used',
    log: `time="2026-11-22T14:02:09Z" level=warning msg="a network with name shop_default exists but was not created for project \\"shop\\".\\nSet \`external: true\` to use an existing network"
`,
    matches: false,
  },
];
