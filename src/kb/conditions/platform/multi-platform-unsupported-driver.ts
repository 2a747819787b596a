import type { AheadExamplesOf, ExamplesOf, OpenAnswers, Place } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { EngineBuilder } from '#core/model/probes/engine.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { act, advise, look, run } from '#core/model/steps.ts';
import { exampleBuilder, exampleEngine } from '../../shared/example-world.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';

/** Drivers whose builders keep their result in a store of their own, which has lists of manifests. */
const ABLE = new Set(['docker-container', 'kubernetes', 'remote']);
const NEW_BUILDER = 'drydock-platforms';

const multiPlatformUnsupportedDriver = condition({
  id: 'multi-platform-unsupported-driver',
  stage: 'platform',
  title: { en: 'This builder cannot build several platforms at once', zh: '当前构建器不能同时构建多个平台' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'Multi-platform build is not supported for the ',
        'multiple platforms feature is currently not supported for ',
      ],
      pattern: /not supported for (?:the )?(?<driver>[\w-]{1,40}) driver/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ driver: group('driver') }),

  headline: ({ driver }) => ({
    en: `Several platforms were asked for, but the ${driver} driver of this builder builds only one`,
    zh: `指定了多个平台，但当前构建器的 ${driver} 驱动只能构建一个`,
  }),
  why: {
    en: `Nothing was built yet: buildx looked at the builder and stopped. The engine's own builder keeps its result in the classic image
      store, which has no manifest lists. A builder in a container, or an engine with the containerd image store, can.`,
    zh: `还没有开始构建：buildx 检查构建器后就停止了。引擎自带的构建器把结果放进传统镜像存储，那里没有 manifest 列表。
      容器里的构建器，或启用 containerd image store 的引擎可以做到。`,
  },

  evidence: { builders: onlyToRepair('engine.builders') },

  ahead: {
    asks: ['engine.builders', 'engine.info', 'project.services', 'project.dockerfiles'],
    finds: (answers) => {
      const driver = answers['engine.builders']?.find(({ isCurrent }) => isCurrent)?.driver;
      // With the containerd image store the engine's own builder can.
      if (driver !== 'docker' || answers['engine.info']?.usesContainerdStore !== false) return [];
      return asksForSeveral(answers).map(({ name, platforms, at, service }) => {
        const list = platforms.join(', ');
        return {
          facts: { driver },
          how: 'certain' as const,
          tells: {
            en: `${name} is built for ${list}, and the builder in use has the driver ${driver}.`,
            zh: `${name} 要为 ${list} 构建，而当前构建器使用 ${driver} 驱动。`,
          },
          at,
          ...(service !== undefined && { service }),
        };
      });
    },
  },

  retry: 'useless',
  remedies: (_, { builders }) => [
    {
      id: 'see-the-builders',
      title: { en: 'See which builders there are', zh: '查看有哪些构建器' },
      risk: 'read',
      steps: [look(['docker', 'buildx', 'ls'])],
    },
    ...ableBuilder(builders),
    {
      id: 'create-container-builder',
      title: { en: 'Or make it the builder of all builds', zh: '或者让所有构建都使用容器构建器' },
      risk: 'reversible',
      steps: [
        run(
          ['docker', 'buildx', 'create', '--name', 'multi', '--driver', 'docker-container', '--bootstrap', '--use'],
          'reversible',
          {
            note: {
              en: 'In GitHub Actions: docker/setup-buildx-action before the build.',
              zh: '在 GitHub Actions 中：构建前使用 docker/setup-buildx-action。',
            },
          },
        ),
        advise(
          'Send the result with --push: a list of platforms cannot be loaded into the classic image store.',
          '结果要用 --push 推送：多平台列表无法载入传统镜像存储。',
        ),
      ],
    },
    {
      id: 'build-one-platform',
      title: { en: 'Or build one platform only', zh: '或者只构建一个平台' },
      risk: 'reversible',
      steps: [run(['docker', 'buildx', 'build', '--platform', 'linux/amd64', '.'], 'reversible')],
    },
    {
      id: 'turn-on-containerd-store',
      title: { en: 'Or turn on the containerd image store', zh: '或者启用 containerd image store' },
      risk: 'disruptive',
      steps: [
        advise(
          'Docker Desktop: Settings → General → Use containerd for pulling and storing images. Linux: "features": {"containerd-snapshotter": true} in /etc/docker/daemon.json, then restart the engine. Images of the old store are hidden until it is turned off again.',
          'Docker Desktop：Settings → General → Use containerd for pulling and storing images。Linux：在 /etc/docker/daemon.json 中设置 "features": {"containerd-snapshotter": true}，然后重启引擎。旧存储中的镜像会被隐藏，直到关闭该选项。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'docker/buildx', path: 'build/utils.go', symbol: 'notSupported' }],
});

/** A builder that can do it: one that is there, or a new one. The command is told of it; the builder in use stays. */
function ableBuilder(builders: readonly EngineBuilder[] = []): readonly Remedy[] {
  const there = builders.filter(({ driver, name }) => ABLE.has(driver) && name !== NEW_BUILDER).map(({ name }) => name);
  const isMade = builders.some(({ name }) => name === NEW_BUILDER);
  const named = [...there, ...(isMade ? [NEW_BUILDER] : [])].map((name): Remedy => ({
    id: `build-with-${name}`,
    title: { en: `Build with ${name}, which can`, zh: `使用支持多平台的 ${name} 构建` },
    risk: 'reversible',
    steps: [withBuilder(name)],
  }));
  if (isMade) return named;
  return [
    ...named,
    {
      id: 'build-in-a-new-builder',
      title: { en: 'Build with a builder in a container', zh: '用容器构建器构建' },
      risk: 'reversible',
      steps: [
        act({ name: 'create-builder', builder: NEW_BUILDER }, 'reversible', {
          en: `docker buildx create --name ${NEW_BUILDER} --driver docker-container: BuildKit in a container of its own. The result stays in its cache unless it is pushed: a list of platforms cannot be loaded into the classic image store.`,
          zh: `docker buildx create --name ${NEW_BUILDER} --driver docker-container：在独立容器中运行 BuildKit。除非推送，结果只留在它的缓存里：多平台列表无法载入传统镜像存储。`,
        }),
        withBuilder(NEW_BUILDER),
      ],
    },
  ];
}

/** The variable, which Compose hands on to buildx, too. */
function withBuilder(name: string): Remedy['steps'][number] {
  return act({ name: 'set-variable', variable: 'BUILDX_BUILDER', value: name }, 'reversible', {
    en: `BUILDX_BUILDER=${name}: this build uses it, as with --builder ${name}.`,
    zh: `BUILDX_BUILDER=${name}：本次构建使用它，与 --builder ${name} 相同。`,
  });
}

interface Several {
  readonly name: string;
  readonly platforms: readonly string[];
  readonly at: Place;
  readonly service?: string;
}

/** Services and bake targets that are built for more than one platform. */
function asksForSeveral(answers: OpenAnswers): readonly Several[] {
  const services = (answers['project.services'] ?? []).map(({ name, build }): Several => ({
    name,
    platforms: build?.platforms ?? [],
    at: { key: ['services', name, 'build', 'platforms'] },
    service: name,
  }));
  const targets = (answers['project.dockerfiles'] ?? []).flatMap((file) =>
    (file.targets ?? []).map(({ name, platforms }): Several => ({ name, platforms, at: { file: file.path } })),
  );
  return [...services, ...targets].filter(({ platforms }) => platforms.length > 1);
}

export default multiPlatformUnsupportedDriver;

export const examples: ExamplesOf<typeof multiPlatformUnsupportedDriver> = [
  {
    name: 'buildx 0.12 and later',
    log: `ERROR: failed to build: Multi-platform build is not supported for the docker driver.
Switch to a different driver, or turn on the containerd image store, and try again.
Learn more at https://docs.docker.com/go/build-multi-platform/
`,
    matches: { driver: 'docker' },
    verdict: 'confirmed',
    world: { 'engine.builders': [exampleBuilder('docker')] },
    speaks: [],
    remedies: [
      'see-the-builders',
      'build-in-a-new-builder',
      'create-container-builder',
      'build-one-platform',
      'turn-on-containerd-store',
    ],
  },
  {
    name: 'a builder that can is there',
    log: `ERROR: failed to build: Multi-platform build is not supported for the docker driver.
Switch to a different driver, or turn on the containerd image store, and try again.
`,
    matches: { driver: 'docker' },
    world: {
      'engine.builders': [exampleBuilder('docker'), { ...exampleBuilder('docker-container'), isCurrent: false }],
    },
    speaks: [],
    remedies: [
      'see-the-builders',
      'build-with-ci',
      'build-in-a-new-builder',
      'create-container-builder',
      'build-one-platform',
      'turn-on-containerd-store',
    ],
  },
  {
    name: 'buildx up to 0.11',
    log: `error: multiple platforms feature is currently not supported for docker driver. Please switch to a different driver (eg. "docker buildx create --use")
`,
    matches: { driver: 'docker' },
  },
  {
    name: 'another feature the driver lacks',
    log: `ERROR: failed to build: Cache export is not supported for the docker driver.
Switch to a different driver, or turn on the containerd image store, and try again.
`,
    matches: false,
  },
];

export const aheadExamples: AheadExamplesOf<typeof multiPlatformUnsupportedDriver> = [
  {
    name: 'two platforms for the builder of the engine',
    project: {
      Dockerfile: 'FROM debian:12\n',
      'compose.yaml': `services:
  app:
    build:
      context: .
      platforms: [linux/amd64, linux/arm64]
`,
    },
    world: { 'engine.builders': [exampleBuilder('docker')], 'engine.info': exampleEngine({}) },
    finds: [{ facts: { driver: 'docker' }, how: 'certain', at: 'compose.yaml:5' }],
  },
  {
    name: 'with the containerd image store',
    project: {
      Dockerfile: 'FROM debian:12\n',
      'compose.yaml': `services:
  app:
    build: { context: ., platforms: [linux/amd64, linux/arm64] }
`,
    },
    world: {
      'engine.builders': [exampleBuilder('docker')],
      'engine.info': exampleEngine({ usesContainerdStore: true }),
    },
    finds: [],
  },
  {
    name: 'one platform',
    project: {
      Dockerfile: 'FROM debian:12\n',
      'compose.yaml': 'services:\n  app:\n    build: { context: ., platforms: [linux/amd64] }\n',
    },
    world: { 'engine.builders': [exampleBuilder('docker')], 'engine.info': exampleEngine({}) },
    finds: [],
  },
  {
    name: 'a bake target for two platforms',
    project: {
      Dockerfile: 'FROM debian:12\n',
      'docker-bake.json': '{"target":{"app":{"context":".","platforms":["linux/amd64","linux/arm64"]}}}',
    },
    world: { 'engine.builders': [exampleBuilder('docker')], 'engine.info': exampleEngine({}) },
    finds: [{ facts: { driver: 'docker' }, how: 'certain', at: 'Dockerfile' }],
  },
];
