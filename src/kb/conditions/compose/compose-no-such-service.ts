import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look } from '#core/model/steps.ts';

const composeNoSuchService = condition({
  id: 'compose-no-such-service',
  stage: 'compose',
  title: { en: 'The command names a service the project does not have', zh: '命令指定的服务在项目中不存在' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['no such service: ', 'No such service: '],
      pattern: /[Nn]o such service: (?<service>[\w.-]{1,120})(?!: disabled)(?:: not found)?$/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
  ],
  facts: (group) => ({ service: group('service') }),

  headline: ({ service }) => ({ en: `The project has no service "${service}"`, zh: `项目中没有服务 "${service}"` }),
  why: {
    en: `Compose commands take the names of services as they stand in the file, not container names such as "shop-web-1" nor container_name:.
      It can also be the wrong project folder or a missing -f.`,
    zh: `Compose 命令使用文件里的服务名，而不是 “shop-web-1” 这样的容器名，也不是 container_name:。
      也可能是目录不对，或漏了 -f。`,
  },

  evidence: {
    services: {
      probe: 'project.services',
      about: () => ({}),
      confirms: (services, { service }) => services.length > 0 && services.every(({ name }) => name !== service),
      refutes: () => false,
      tells: (services) => ({
        en: `The services are ${services.map(({ name }) => name).join(', ')}.`,
        zh: `项目的服务有 ${services.map(({ name }) => name).join('、')}。`,
      }),
    },
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'list-services',
      title: { en: 'List the services and use one of these names', zh: '列出服务，并使用其中的名字' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'config', '--services']), look(['docker', 'compose', 'ps', '-a'])],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'types/project.go', symbol: 'GetServices' }],
});

export default composeNoSuchService;

export const examples: ExamplesOf<typeof composeNoSuchService> = [
  {
    name: 'misspelt',
    log: `no such service: nosuch
`,
    matches: { service: 'nosuch' },
    verdict: 'confirmed',
  },
  {
    name: 'it exists, but does not run',
    log: `service "web" is not running
`,
    matches: false,
    is: 'exec-into-dead-container',
  },
];
