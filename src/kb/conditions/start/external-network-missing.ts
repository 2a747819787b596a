import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { act, edit, look, run } from '#core/model/steps.ts';

const externalNetworkMissing = condition({
  id: 'external-network-missing',
  stage: 'start',
  title: { en: 'A network declared as external does not exist', zh: '声明为 external 的网络不存在' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'declared as external, but could not be found',
      pattern: /[Nn]etwork (?<network>\S{1,128}) declared as external, but could not be found/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ network: group('network') }),

  headline: ({ network }) => ({
    en: `The external network ${network} does not exist on this engine`,
    zh: `这个引擎上不存在 external 网络 ${network}`,
  }),
  why: {
    en: `"external: true" says somebody else makes the network, and Compose only looks for it. Usually another stack (a reverse proxy) makes it
      and is not up, its real name has that stack's project name in front, or the client talks to another engine.`,
    zh: `"external: true" 表示网络由别处创建，Compose 只是查找它。通常是创建它的另一套服务（如反向代理）没有启动，
      或者真实名称前面带有那个项目名，或者客户端连接到了另一个引擎。`,
  },

  ahead: {
    asks: ['project.compose', 'engine.networks'],
    finds: ({ 'project.compose': compose, 'engine.networks': known }) =>
      known === undefined
        ? []
        : (compose?.networks ?? [])
            .filter(({ external, name }) => external && !known.some((one) => one.name === name))
            .map(({ name }) => ({
              facts: { network: name },
              how: 'certain',
              tells: {
                en: `The file calls ${name} external, and the engine has no network of that name.`,
                zh: `文件把 ${name} 声明为 external，而引擎中没有这个网络。`,
              },
              at: { key: ['networks', name] },
            })),
  },

  retry: 'useless',
  remedies: ({ network }) => [
    {
      id: 'look-at-networks',
      title: { en: 'See which networks there are, and on which engine', zh: '查看有哪些网络、在哪个引擎上' },
      risk: 'read',
      steps: [look(['docker', 'network', 'ls']), look(['docker', 'context', 'ls'])],
    },
    network !== '' && {
      id: 'create-the-network',
      title: {
        en: `Create ${network}; the stack that owns it finds it there`,
        zh: `创建 ${network}；拥有它的那套服务会直接使用`,
      },
      risk: 'reversible',
      steps: [
        act({ name: 'create-network', network }, 'reversible', {
          en: `drydock up --fix: creates ${network}, and undo removes it again unless something runs on it.`,
          zh: `drydock up --fix：创建 ${network}；撤销时会删除它，除非有容器在使用。`,
        }),
      ],
    },
    {
      id: 'create-network',
      title: { en: 'Start the stack that owns it, or create it', zh: '启动拥有它的那套服务，或直接创建' },
      risk: 'reversible',
      steps: [run(['docker', 'network', 'create', network], 'reversible')],
    },
    {
      id: 'use-real-name',
      title: { en: 'If it exists under another name, say so', zh: '如果它另有其名，就写明' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'The name as docker network ls shows it.', zh: '填 docker network ls 显示的名称。' },
          {
            after: `networks:\n  ${network}:\n    external: true\n    name: proxy_default`,
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'docker/compose', path: 'pkg/compose/create.go', symbol: 'resolveExternalNetwork' }],
});

export default externalNetworkMissing;

export const examples: ExamplesOf<typeof externalNetworkMissing> = [
  {
    name: 'compose v2',
    log: `network traefik declared as external, but could not be found
`,
    matches: { network: 'traefik' },
    verdict: 'confirmed',
  },
  {
    name: 'compose v1',
    log: `ERROR: Network proxy declared as external, but could not be found. Please create the network manually using \`docker network create proxy\` and try again.
`,
    matches: { network: 'proxy' },
  },
  {
    name: 'the file uses a network it does not declare',
    log: `service "web" refers to undefined network traefik: invalid compose project
`,
    matches: false,
  },
];

export const aheadExamples: AheadExamplesOf<typeof externalNetworkMissing> = [
  {
    name: 'nobody made it on this engine',
    project: {
      'compose.yaml': `services:
  app:
    image: shop
    networks: [proxy]
networks:
  proxy:
    external: true
`,
    },
    world: {
      'engine.networks': [{ id: 'b', name: 'other', driver: 'bridge', subnets: [], isInternal: false, containers: [] }],
    },
    finds: [{ facts: { network: 'proxy' }, how: 'certain', at: 'compose.yaml:6' }],
  },
  {
    name: 'it is there, or nobody could look',
    project: {
      'compose.yaml': `services:
  app:
    image: shop
    networks: [proxy]
networks:
  proxy:
    external: true
`,
    },
    world: {
      'engine.networks': [{ id: 'b', name: 'proxy', driver: 'bridge', subnets: [], isInternal: false, containers: [] }],
    },
    finds: [],
  },
];
