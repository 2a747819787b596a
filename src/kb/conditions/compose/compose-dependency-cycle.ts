import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const composeDependencyCycle = condition({
  id: 'compose-dependency-cycle',
  stage: 'compose',
  title: { en: 'Services depend on each other in a circle', zh: '服务之间循环依赖' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['dependency cycle detected: ', 'include cycle detected', 'cycle found: '],
      pattern: /(?:cycle detected:?|cycle found:) ?(?<path>[^\n]{1,200})/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
    {
      on: ['error', 'output'],
      says: 'Circular dependency between ',
      pattern: /Circular dependency between (?<path>[^\n]{1,200})/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({ en: `The project has a circle: ${path}`, zh: `项目中存在循环：${path}` }),
  why: {
    en: `Compose starts services in the order of their dependencies, and a circle has none. links, volumes_from and network_mode: service: count as dependencies too.`,
    zh: `Compose 按依赖顺序启动服务，循环则没有顺序可言。links、volumes_from、network_mode: service: 也算依赖。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'cut-the-circle',
      title: { en: 'Remove one of the edges', zh: '去掉其中一条依赖' },
      risk: 'reversible',
      steps: [
        edit('compose.yaml', {
          en: 'Keep the dependency of the client on the server; let the other side retry in the program.',
          zh: '保留客户端对服务器的依赖；另一方改为在程序里重试。',
        }),
        look(['docker', 'compose', 'config', '--quiet']),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'graph/cycle.go', symbol: 'searchCycle' }],
});

export default composeDependencyCycle;

export const examples: ExamplesOf<typeof composeDependencyCycle> = [
  {
    name: 'two services',
    log: `dependency cycle detected: a -> b -> a
`,
    matches: { path: 'a -> b -> a' },
    verdict: 'confirmed',
  },
  {
    name: 'a program finds a cycle in its own data',
    log: `web-1  | Error: dependency cycle detected: core -> ui -> core
web-1 exited with code 1
`,
    matches: false,
    is: null,
  },
];
