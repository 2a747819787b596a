import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const composeUndefinedNetwork = condition({
  id: 'compose-undefined-network',
  stage: 'compose',
  title: { en: 'A service uses a network that is not declared', zh: '服务使用了未声明的网络' },

  signatures: [
    {
      on: ['error', 'output'],
      says: '" refers to undefined network ',
      pattern: /service "(?<service>[^"]{1,80})" refers to undefined network (?<network>[^:\s]{1,200})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ service: group('service'), network: group('network') }),

  headline: ({ service, network }) => ({
    en: `Service ${service} uses the network "${network}", which is not declared at the top level`,
    zh: `服务 ${service} 使用了网络 "${network}"，但顶层没有声明它`,
  }),
  why: {
    en: `Every network a service names must be listed under the top-level networks:. In a project of several files, the file that declares it may not be loaded.`,
    zh: `服务引用的每个网络都必须列在顶层的 networks: 下。如果项目由多个文件组成，可能没有加载声明它的那个文件。`,
  },

  retry: 'useless',
  remedies: ({ network }) => [
    {
      id: 'declare-it',
      title: { en: 'Declare the network', zh: '声明该网络' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'At the top level; external: true only if another project made it.',
            zh: '写在顶层；只有由别的项目创建时才加 external: true。',
          },
          {
            after: `networks:\n  ${network}: {}`,
            ...(isBare(network) && { makes: { kind: 'yaml', path: ['networks', network], set: {} } }),
          },
        ),
        look(['docker', 'compose', 'config', '--quiet']),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'loader/validate.go', symbol: 'checkConsistency' }],
});

/** A name of a network as Compose prints it, and nothing that would be another path. */
function isBare(name: string): boolean {
  return /^[\w.-]+$/.test(name);
}

export default composeUndefinedNetwork;

export const examples: ExamplesOf<typeof composeUndefinedNetwork> = [
  {
    name: 'not declared',
    log: `service "a" refers to undefined network front: invalid compose project
`,
    matches: { service: 'a', network: 'front' },
    verdict: 'confirmed',
  },
  {
    name: 'declared as external, but not there',
    log: `network front declared as external, but could not be found
`,
    matches: false,
  },
];
