import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

import { isOfficial } from '../../shared/known-images.ts';
import { ancestry, instructionsOf, stageNamed } from '../../shared/dockerfiles.ts';
import { builtBy } from '../../shared/targets.ts';
import type { ProjectDockerfile, ProjectService } from '#core/model/probes/project.ts';

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
  facts: (group) => ({ container: group('container'), image: '' }),

  headline: ({ container }) => ({
    en: `${container} is waited for with service_healthy, but it has no health check`,
    zh: `对 ${container} 使用了 service_healthy，但它没有健康检查`,
  }),
  why: {
    en: `condition: service_healthy needs a healthcheck in the image or in the compose file. Without one the container can never become
      healthy, however well it runs.`,
    zh: `condition: service_healthy 需要镜像或 compose 文件中有 healthcheck。没有的话，容器运行得再好也不会变为健康。`,
  },

  ahead: {
    asks: ['project.services', 'project.dockerfiles'],
    further: ({ 'project.services': services = [] }) =>
      awaitedOnes(services).flatMap(({ service: { image } }) =>
        image === undefined ? [] : [{ probe: 'engine.image', about: { reference: image } }],
      ),
    finds: ({ 'project.services': services = [], 'project.dockerfiles': dockerfiles = [] }, answerTo) =>
      awaitedOnes(services).flatMap(({ service, waiter }) => {
        const known = service.image === undefined ? undefined : answerTo('engine.image', { reference: service.image });
        const lacks =
          service.build === undefined
            ? known?.exists === true
              ? known.hasHealthcheck === false
              : isOfficial(service.image ?? '')
            : lacksHealthcheck(service, dockerfiles);
        if (!lacks) return [];
        return [
          {
            facts: { container: service.name, image: service.image ?? '' },
            how: 'certain' as const,
            tells: {
              en: `${waiter} waits for ${service.name} to be healthy; neither the file nor the image has a health check.`,
              zh: `${waiter} 等待 ${service.name} 变为 healthy，但文件和镜像中都没有健康检查。`,
            },
            at: { key: ['services', service.name] },
            service: service.name,
          },
        ];
      }),
  },

  retry: 'useless',
  remedies: ({ container, image }) => [
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
            after: `healthcheck:\n  test: ["CMD-SHELL", "${testFor(image)}"]\n  interval: 5s\n  retries: 12\n  start_period: 20s`,
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

/** Of each image a tool of its own. `$$` is how Compose writes a variable of the container, not of .env. */
const TESTS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:redis|valkey)/, 'redis-cli ping'],
  [/(?:^|\/)mariadb/, 'healthcheck.sh --connect --innodb_initialized'],
  [/(?:^|\/)mysql/, 'mysqladmin ping -h 127.0.0.1'],
  [/(?:^|\/)mongo/, "mongosh --quiet --eval 'db.runCommand({ ping: 1 })'"],
  [/(?:^|\/)rabbitmq/, 'rabbitmq-diagnostics -q ping'],
];

function testFor(image: string): string {
  return TESTS.find(([name]) => name.test(image))?.[1] ?? 'pg_isready -U $${POSTGRES_USER:-postgres}';
}

function awaitedOnes(services: readonly ProjectService[]): readonly { service: ProjectService; waiter: string }[] {
  return services.flatMap((service) => {
    const waiter = services.find(({ dependsOn }) =>
      dependsOn.some((one) => one.service === service.name && one.condition === 'service_healthy'),
    );
    return waiter === undefined || service.hasHealthcheck ? [] : [{ service, waiter: waiter.name }];
  });
}

/** Built from a Dockerfile that has none, on an official image, which has none either. */
function lacksHealthcheck(service: ProjectService, dockerfiles: readonly ProjectDockerfile[]): boolean {
  const dockerfile = dockerfiles.find((one) => builtBy(one, [service]).length > 0);
  if (dockerfile === undefined) return false;
  const target = service.build?.target;
  const stage = target === undefined ? undefined : stageNamed(dockerfile, target);
  const stages = ancestry(dockerfile, stage ?? dockerfile.stages.length - 1);
  return (
    isOfficial(stages.at(-1)?.from ?? '') &&
    !stages.some(({ index }) => instructionsOf(dockerfile, index).some(({ keyword }) => keyword === 'HEALTHCHECK'))
  );
}

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

export const aheadExamples: AheadExamplesOf<typeof dependencyNoHealthcheck> = [
  {
    name: 'Redis has no health check of its own',
    project: {
      'compose.yaml': `services:
  redis:
    image: redis:7
  app:
    image: shop
    depends_on: { redis: { condition: service_healthy } }
`,
    },
    finds: [{ facts: { container: 'redis', image: 'redis:7' }, how: 'certain', at: 'compose.yaml:2' }],
  },
  {
    name: 'in the file, in the Dockerfile, in an image nobody has looked into',
    project: {
      'api/Dockerfile': 'FROM alpine:3.20\nHEALTHCHECK CMD wget -q localhost:80\n',
      'compose.yaml': `services:
  redis:
    image: redis:7
    healthcheck: { test: [CMD, redis-cli, ping] }
  api: { build: ./api }
  other: { image: "acme/other:1" }
  app:
    image: shop
    depends_on:
      redis: { condition: service_healthy }
      api: { condition: service_healthy }
      other: { condition: service_healthy }
`,
    },
    finds: [],
  },
];
