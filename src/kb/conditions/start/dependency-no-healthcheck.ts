import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const dependencyNoHealthcheck = condition({
  id: 'dependency-no-healthcheck',
  stage: 'start',
  title: {
    en: 'A service is waited for until healthy, but has no health check',
    zh: '等待某服务变为健康，但它没有健康检查',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'has no healthcheck configured',
      pattern: /(?:container|service) "?(?<container>[\w.-]{1,128})"? has no healthcheck configured/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ container: group('container') }),

  headline: ({ container }) => ({
    en: `${container} is waited for with service_healthy, but it has no health check`,
    zh: `对 ${container} 使用了 service_healthy，但它没有健康检查`,
  }),
  why: {
    en: `condition: service_healthy needs a healthcheck in the image or in the compose file. Without one the container can never become
      healthy, however well it runs.`,
    zh: `condition: service_healthy 需要镜像或 compose 文件中有 healthcheck。没有的话，容器运行得再好也不会变为健康。`,
  },

  retry: 'useless',
  remedies: ({ container }) => [
    {
      id: 'look-at-healthcheck',
      title: { en: 'See that it has none', zh: '确认它没有健康检查' },
      risk: 'read',
      steps: [look(['docker', 'inspect', '--format', '{{json .Config.Healthcheck}}', container])],
    },
    {
      id: 'add-healthcheck',
      title: { en: 'Give the dependency a health check', zh: '给被依赖的服务加健康检查' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'With a tool that is in the image.', zh: '使用镜像里已有的工具。' },
          {
            after:
              'healthcheck:\n  test: ["CMD-SHELL", "pg_isready -U postgres"]\n  interval: 5s\n  retries: 12\n  start_period: 20s',
          },
        ),
      ],
    },
    {
      id: 'only-started',
      title: { en: 'Or wait only until it has started', zh: '或者只等到它启动' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'In depends_on of the other service.', zh: '在另一个服务的 depends_on 中。' },
          {
            before: 'condition: service_healthy',
            after: 'condition: service_started',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'docker/compose', path: 'pkg/compose/convergence.go', symbol: 'isServiceHealthy' }],
});

export default dependencyNoHealthcheck;

export const examples: ExamplesOf<typeof dependencyNoHealthcheck> = [
  {
    name: 'compose up',
    log: ` Container shop-cache-1  Waiting
dependency failed to start: container shop-cache-1 has no healthcheck configured
`,
    matches: { container: 'shop-cache-1' },
    verdict: 'confirmed',
  },
  {
    name: 'it has one and fails it',
    log: ` Container shop-cache-1  Waiting
dependency failed to start: container shop-cache-1 is unhealthy
`,
    matches: false,
    is: 'dependency-unhealthy',
  },
];
