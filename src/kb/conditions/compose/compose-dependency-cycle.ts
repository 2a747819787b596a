import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import type { ProjectService } from '#core/model/probes/project.ts';

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

  ahead: {
    asks: ['project.services'],
    finds: ({ 'project.services': services = [] }) => {
      const circle = circleIn(services);
      if (circle === undefined) return [];
      const path = circle.join(' -> ');
      return [
        {
          facts: { path },
          how: 'certain',
          tells: { en: `depends_on leads back to where it began: ${path}.`, zh: `depends_on 绕回了起点：${path}。` },
          at: { key: ['services', circle[0] ?? '', 'depends_on'] },
        },
      ];
    },
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

/** The first circle of `depends_on`, its first name again at the end. */
function circleIn(services: readonly ProjectService[]): readonly string[] | undefined {
  const needs = new Map(services.map(({ name, dependsOn }) => [name, dependsOn.map(({ service }) => service)]));
  const done = new Set<string>();
  const search = (name: string, path: readonly string[]): readonly string[] | undefined => {
    const start = path.indexOf(name);
    if (start !== -1) return [...path.slice(start), name];
    if (done.has(name)) return undefined;
    for (const next of needs.get(name) ?? []) {
      const found = search(next, [...path, name]);
      if (found !== undefined) return found;
    }
    done.add(name);
    return undefined;
  };
  for (const name of needs.keys()) {
    const found = search(name, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

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

export const aheadExamples: AheadExamplesOf<typeof composeDependencyCycle> = [
  {
    name: 'three wait for one another',
    project: {
      'compose.yaml': `services:
  a: { image: x, depends_on: [b] }
  b: { image: x, depends_on: [c] }
  c: { image: x, depends_on: [a] }
`,
    },
    finds: [{ facts: { path: 'a -> b -> c -> a' }, how: 'certain', at: 'compose.yaml:2' }],
  },
  {
    name: 'two ways to the same service',
    project: {
      'compose.yaml': `services:
  a: { image: x, depends_on: [b, c] }
  b: { image: x, depends_on: [c] }
  c: { image: x }
`,
    },
    finds: [],
  },
];
