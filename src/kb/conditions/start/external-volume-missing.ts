import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const externalVolumeMissing = condition({
  id: 'external-volume-missing',
  stage: 'start',
  title: { en: 'A volume declared as external does not exist', zh: '声明为 external 的卷不存在' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'external volume "',
      pattern: /external volume "(?<volume>[^"]{1,255})" not found/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ' declared as external, but could not be found. Please create the volume manually',
      pattern: /Volume (?<volume>\S{1,255}) declared as external/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ volume: group('volume') }),

  headline: ({ volume }) => ({
    en: `The external volume ${volume} does not exist on this engine`,
    zh: `这个引擎上不存在 external 卷 ${volume}`,
  }),
  why: {
    en: `"external: true" promises a volume that already holds data. If it is not here, the data is somewhere else: on another engine
      (Docker Desktop and a native engine have separate volumes), under another name, or on the old machine.`,
    zh: `"external: true" 表示卷已经存在并有数据。这里没有，说明数据在别处：在另一个引擎上
      （Docker Desktop 与原生引擎的卷是分开的）、使用了别的名字，或仍在旧机器上。`,
  },

  ahead: {
    asks: ['project.compose', 'engine.volumes'],
    finds: ({ 'project.compose': compose, 'engine.volumes': known }) =>
      known === undefined
        ? []
        : (compose?.volumes ?? [])
            .filter(({ external, name }) => external && !known.some((one) => one.name === name))
            .map(({ name }) => ({
              facts: { volume: name },
              how: 'certain',
              tells: {
                en: `The file calls ${name} external, and the engine has no volume of that name.`,
                zh: `文件把 ${name} 声明为 external，而引擎中没有这个卷。`,
              },
              at: { key: ['volumes', name] },
            })),
  },

  retry: 'useless',
  remedies: ({ volume }) => [
    {
      id: 'look-for-volume',
      title: { en: 'Look for the data before making an empty volume', zh: '先找数据，再考虑新建空卷' },
      risk: 'read',
      steps: [look(['docker', 'volume', 'ls']), look(['docker', 'context', 'ls'])],
    },
    {
      id: 'create-empty-volume',
      title: { en: 'Only if there never was data: create it', zh: '只有从未有过数据时：创建它' },
      risk: 'reversible',
      steps: [
        run(['docker', 'volume', 'create', volume], 'reversible'),
        advise('An empty volume makes a database start from nothing.', '空卷会让数据库从零开始。'),
      ],
    },
  ],

  sources: [{ repo: 'docker/compose', path: 'pkg/compose/create.go', symbol: 'ensureVolume' }],
});

export default externalVolumeMissing;

export const examples: ExamplesOf<typeof externalVolumeMissing> = [
  {
    name: 'compose up',
    log: `external volume "pgdata" not found
`,
    matches: { volume: 'pgdata' },
    verdict: 'confirmed',
  },
  {
    name: 'an external network',
    log: `network pgdata declared as external, but could not be found
`,
    matches: false,
    is: 'external-network-missing',
  },
];

export const aheadExamples: AheadExamplesOf<typeof externalVolumeMissing> = [
  {
    name: 'nobody made it on this engine',
    project: {
      'compose.yaml': `services:
  app:
    image: shop
    volumes: ["proxy:/x"]
volumes:
  proxy:
    external: true
`,
    },
    world: { 'engine.volumes': [{ name: 'other', driver: 'local', mountpoint: '/x', usedBy: [] }] },
    finds: [{ facts: { volume: 'proxy' }, how: 'certain', at: 'compose.yaml:6' }],
  },
  {
    name: 'it is there, or nobody could look',
    project: {
      'compose.yaml': `services:
  app:
    image: shop
    volumes: ["proxy:/x"]
volumes:
  proxy:
    external: true
`,
    },
    world: { 'engine.volumes': [{ name: 'proxy', driver: 'local', mountpoint: '/x', usedBy: [] }] },
    finds: [],
  },
];
