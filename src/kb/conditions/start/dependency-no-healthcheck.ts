import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { exampleTest, healthTestOf } from '../../shared/health-tests.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';
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

  evidence: { services: onlyToRepair('project.services') },

  retry: 'useless',
  remedies: ({ container, image }, { services = [] }) => [
    checkOrStart(container, services),
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
            after: `healthcheck:\n  test: ["CMD-SHELL", "${exampleTest(image)}"]\n  interval: 5s\n  retries: 12\n  start_period: 20s`,
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

function awaitedOnes(services: readonly ProjectService[]): readonly { service: ProjectService; waiter: string }[] {
  return services.flatMap((service) => {
    const waiter = services.find(({ dependsOn }) =>
      dependsOn.some((one) => one.service === service.name && one.condition === 'service_healthy'),
    );
    return waiter === undefined || service.hasHealthcheck ? [] : [{ service, waiter: waiter.name }];
  });
}

/** `shop-db-1` of `db`, or a name the file gives. */
function isContainerOf(container: string, { name, containerName }: ProjectService): boolean {
  return container === name || container === containerName || container.replace(/[-_]\d+$/, '').endsWith(`-${name}`);
}

/** The check that the image brings along; where none is known, nothing can be waited for but the start. */
function checkOrStart(container: string, services: readonly ProjectService[]): Remedy | undefined {
  const [one, ...more] = services.filter(
    (service) =>
      !service.hasHealthcheck && isContainerOf(container, service) && awaitersOf(service, services).length > 0,
  );
  if (one === undefined || more.length > 0) return undefined;
  const command = healthTestOf(one.image ?? '');
  if (command === undefined) {
    return {
      id: 'wait-for-the-start',
      title: { en: `Wait until ${one.name} has started`, zh: `只等到 ${one.name} 启动` },
      risk: 'reversible',
      steps: awaitersOf(one, services).map((waiter) =>
        edit(
          'compose.yaml',
          {
            en: `In depends_on of ${waiter.name}. Nobody can wait for more: no check of ${one.name} is known.`,
            zh: `在 ${waiter.name} 的 depends_on 中。没有已知的检查方式，只能等到 ${one.name} 启动。`,
          },
          {
            before: 'condition: service_healthy',
            after: 'condition: service_started',
            makes: {
              kind: 'yaml',
              path: ['services', waiter.name, 'depends_on', one.name, 'condition'],
              set: 'service_started',
            },
          },
        ),
      ),
    };
  }
  const test = ['CMD-SHELL', command];
  return {
    id: 'check-with-own-tool',
    title: {
      en: `Give ${one.name} the health check its image brings along`,
      zh: `为 ${one.name} 加上其镜像自带的健康检查`,
    },
    risk: 'reversible',
    steps: [
      edit(
        'compose.yaml',
        { en: `In ${one.name}.`, zh: `在 ${one.name} 中。` },
        {
          after: `healthcheck:\n  test: ${JSON.stringify(test)}`,
          makes: {
            kind: 'yaml',
            path: ['services', one.name, 'healthcheck'],
            set: { test, interval: '5s', timeout: '5s', retries: 12, start_period: '20s' },
          },
        },
      ),
    ],
  };
}

function awaitersOf({ name }: ProjectService, services: readonly ProjectService[]): readonly ProjectService[] {
  return services.filter(({ dependsOn }) =>
    dependsOn.some((one) => one.service === name && one.condition === 'service_healthy'),
  );
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
    name: 'the image brings a check along',
    log: `dependency failed to start: container shop-cache-1 has no healthcheck configured
`,
    matches: { container: 'shop-cache-1' },
    project: {
      'compose.yaml': `services:
  cache:
    image: redis:7
  app:
    image: shop
    depends_on: { cache: { condition: service_healthy } }
`,
    },
    remedies: ['check-with-own-tool', 'look-at-healthcheck', 'add-healthcheck', 'only-started'],
  },
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
