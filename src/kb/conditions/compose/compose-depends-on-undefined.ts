import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { enableProfile } from '../../shared/enable-profile.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';
import type { ProjectService } from '#core/model/probes/project.ts';
import { edit, shell } from '#core/model/steps.ts';
import { closest } from '../../shared/closest.ts';

const composeDependsOnUndefined = condition({
  id: 'compose-depends-on-undefined',
  stage: 'compose',
  title: { en: 'A service depends on one that is not defined', zh: '服务依赖了未定义的服务' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['" depends on undefined service ', '" depends on unknown service '],
      pattern: /service "(?<service>[^"]{1,80})" depends on (?:undefined|unknown) service "?(?<target>[^":\s]{1,80})/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: "depends on service '",
      pattern: /Service '(?<service>[^']{1,80})' depends on service '(?<target>[^']{1,80})' which is undefined/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ service: group('service'), target: group('target') }),

  headline: ({ service, target }) => ({
    en: `Service ${service} depends on "${target}", which is not in the project`,
    zh: `服务 ${service} 依赖 "${target}"，而项目里没有它`,
  }),
  why: {
    en: `depends_on, links, network_mode: service: and volumes_from must name services of the loaded files. The name is misspelt (container_name does not count),
      or the file that defines the service was not given with -f.`,
    zh: `depends_on、links、network_mode: service: 和 volumes_from 必须引用已加载文件里的服务。
      可能是名字写错（container_name 不算），或没有用 -f 加载定义它的文件。`,
  },

  ahead: {
    asks: ['project.services', 'project.compose'],
    finds: ({ 'project.services': services = [], 'project.compose': compose }) =>
      services.flatMap(({ name, dependsOn }) =>
        dependsOn
          .filter(({ service }) => ![...services, ...(compose?.disabled ?? [])].some((one) => one.name === service))
          .map(({ service: target }) => {
            const meant = closest(
              target,
              services.map((one) => one.name),
            );
            return {
              facts: { service: name, target },
              how: 'certain' as const,
              tells:
                meant === undefined
                  ? { en: `No service is called ${target}.`, zh: `没有叫 ${target} 的服务。` }
                  : {
                      en: `No service is called ${target}, but one is called ${meant}.`,
                      zh: `没有叫 ${target} 的服务，但有 ${meant}。`,
                    },
              at: { key: ['services', name, 'depends_on', target] },
              service: name,
            };
          }),
      ),
  },

  evidence: {
    services: onlyToRepair('project.services'),
    compose: onlyToRepair('project.compose'),
    envFiles: onlyToRepair('project.envFiles'),
  },

  retry: 'useless',
  remedies: ({ service, target }, { services = [], compose, envFiles }) => [
    enableProfile(compose?.disabled.find(({ name }) => name === target)?.profiles[0], target, envFiles),
    nearName(service, target, services),
    {
      id: 'correct-the-name',
      title: { en: 'Compare with the services of the project, and correct the name', zh: '与项目的服务对照并改正名字' },
      risk: 'reversible',
      steps: [
        shell(
          'grep -nE "^  [a-zA-Z0-9_-]+:" compose.yaml',
          "Select-String -Path compose.yaml -Pattern '^  [a-zA-Z0-9_-]+:'",
          'read',
        ),
        edit(
          'compose.yaml',
          {
            en: 'Correct the name, load the other file, or make the dependency optional (Compose 2.20 and newer).',
            zh: '改正名字、加载另一个文件，或把依赖设为可选（Compose 2.20 起）。',
          },
          {
            after: `depends_on:\n  ${target}:\n    condition: service_started\n    required: false`,
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'compose-spec/compose-go', path: 'loader/validate.go', symbol: 'checkConsistency' },
    { repo: 'compose-spec/compose-go', path: 'graph/services.go' },
  ],
});

/** One service is spelt nearly so; the dependency keeps its condition. */
function nearName(service: string, target: string, services: readonly ProjectService[]): Remedy | undefined {
  const others = services.map(({ name }) => name).filter((name) => name !== service);
  const meant = closest(target, others);
  const own = services.find(({ name }) => name === service);
  if (meant === undefined || own?.dependsOn.some((one) => one.service === target) !== true) return undefined;
  return {
    id: 'depend-on-the-near-name',
    title: { en: `Depend on ${meant}, which is there`, zh: `改为依赖存在的 ${meant}` },
    risk: 'reversible',
    steps: [
      edit(
        'compose.yaml',
        { en: `In depends_on of ${service}.`, zh: `在 ${service} 的 depends_on 中。` },
        {
          before: target,
          after: meant,
          makes: { kind: 'yaml', path: ['services', service, 'depends_on', target], rename: meant },
        },
      ),
    ],
  };
}

export default composeDependsOnUndefined;

export const examples: ExamplesOf<typeof composeDependsOnUndefined> = [
  {
    name: 'a slip of the pen',
    log: `service "app" depends on undefined service "postgress": invalid compose project
`,
    matches: { service: 'app', target: 'postgress' },
    project: {
      'compose.yaml': `services:
  postgres:
    image: postgres:15
  app:
    image: shop
    depends_on: [postgress]
`,
    },
    remedies: ['depend-on-the-near-name', 'correct-the-name'],
  },
  {
    name: 'misspelt',
    log: `service "a" depends on undefined service "nope": invalid compose project
`,
    matches: { service: 'a', target: 'nope' },
    verdict: 'confirmed',
  },
  {
    name: 'defined, but hidden by a profile',
    log: `service "mail" is required by "app" but is disabled. Can be enabled by profiles [dev]
`,
    matches: false,
    is: 'compose-service-disabled',
  },
];

export const aheadExamples: AheadExamplesOf<typeof composeDependsOnUndefined> = [
  {
    name: 'the service has another name',
    project: {
      'compose.yaml': `services:
  redis: { image: "redis:7" }
  app:
    image: shop
    depends_on:
      - redsi
`,
    },
    finds: [{ facts: { service: 'app', target: 'redsi' }, how: 'certain', at: 'compose.yaml:6' }],
  },
  {
    name: 'the other is there',
    project: {
      'compose.yaml': `services:
  app:
    image: shop
    depends_on: [redis]
  redis: { image: "redis:7" }
`,
    },
    finds: [],
  },
];
