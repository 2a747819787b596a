import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, rerun, run } from '#core/model/steps.ts';
import { exampleBuilder } from '../../shared/example-world.ts';

const resultNotLoaded = condition({
  id: 'result-not-loaded',
  stage: 'export',
  role: 'warning',
  title: { en: 'The built image is only in the build cache', zh: '构建好的镜像只留在构建缓存里' },

  signatures: [
    {
      on: ['warning', 'output', 'error'],
      says: 'Build result will only remain in the build cache',
      pattern:
        /No output specified (?:for (?<target>[^\n]{1,200}) target\(s\) )?(?:with|for) (?<driver>[\w-]{1,40}) driver/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ driver: group('driver') }),

  headline: ({ driver }) => ({
    en: `The image was built, but the ${driver} builder kept it in its cache: docker images will not show it`,
    zh: `镜像已构建，但 ${driver} 构建器只把它留在缓存里：docker images 中看不到它`,
  }),
  why: {
    en: `A builder with this driver works apart from the engine and hands nothing over unless it is told where to.
      A docker run, docker push or compose up of that name afterwards finds an older image or none and tries to pull it.`,
    zh: `这种驱动的构建器与引擎相互独立，不指定输出就不会交出结果。之后用这个名称执行 docker run、docker push 或 compose up，
      会用到旧镜像，或者找不到镜像而去拉取。`,
  },

  ahead: {
    asks: ['engine.builders', 'project.dockerfiles'],
    finds: ({ 'engine.builders': builders, 'project.dockerfiles': dockerfiles = [] }) => {
      const current = builders?.find(({ isCurrent }) => isCurrent);
      if (current === undefined || current.driver === 'docker') return [];
      const { name, driver } = current;
      // Compose hands over what it builds by itself.
      return dockerfiles.flatMap(({ path, usedBy, targets = [], problem }) => {
        if (problem !== undefined) return [];
        const silent = targets.filter(({ hasOutput }) => !hasOutput).map((target) => target.name);
        if (usedBy.length > 0 && silent.length === 0) return [];
        const what = silent.length > 0 ? silent.join(', ') : path;
        return [
          {
            facts: { driver },
            how: 'note' as const,
            tells: {
              en: `The builder ${name} has the driver ${driver}, and ${what} names no output: build with --load or --push.`,
              zh: `构建器 ${name} 使用 ${driver} 驱动，而 ${what} 没有指定输出：构建时请加 --load 或 --push。`,
            },
            at: { file: path },
          },
        ];
      });
    },
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'load-the-result',
      title: { en: 'Hand the image to the engine (from cache, quick)', zh: '把镜像交给引擎（使用缓存，很快）' },
      risk: 'reversible',
      steps: [rerun({ option: ['--load'], was: null, value: true }, { en: 'With --load.', zh: '加上 --load。' })],
    },
    {
      id: 'see-the-builder',
      title: { en: 'See which builder is in use', zh: '查看正在使用的构建器' },
      risk: 'read',
      steps: [look(['docker', 'buildx', 'ls'])],
    },
    {
      id: 'build-with-load',
      title: { en: 'Build again with an output (from cache, quick)', zh: '带上输出参数重新构建（使用缓存，很快）' },
      risk: 'reversible',
      steps: [
        run(['docker', 'buildx', 'build', '--load', '-t', '<image>', '.'], 'reversible', {
          note: {
            en: '--load hands the image to the engine; --push sends it to the registry.',
            zh: '--load 把镜像交给引擎；--push 推送到仓库。',
          },
        }),
      ],
    },
    {
      id: 'use-the-default-builder',
      title: { en: "Or go back to the engine's own builder", zh: '或者换回引擎自带的构建器' },
      risk: 'reversible',
      steps: [run(['docker', 'buildx', 'use', 'default'], 'reversible')],
    },
  ],

  sources: [{ repo: 'docker/buildx', path: 'build/build.go', symbol: 'No output specified' }],
});

export default resultNotLoaded;

export const examples: ExamplesOf<typeof resultNotLoaded> = [
  {
    name: 'the build succeeded',
    log: `#0 building with "ci" instance using docker-container driver

#5 [2/2] RUN make
#5 DONE 1.2s
WARNING: No output specified with docker-container driver. Build result will only remain in the build cache. To push result image into registry use --push or to load image into docker use --load
`,
    matches: { driver: 'docker-container' },
    remedies: ['load-the-result', 'see-the-builder', 'build-with-load', 'use-the-default-builder'],
  },
  {
    name: 'several platforms cannot be loaded',
    log: `ERROR: failed to build: docker exporter does not currently support exporting manifest lists
`,
    matches: false,
    is: 'manifest-list-load',
  },
];

export const aheadExamples: AheadExamplesOf<typeof resultNotLoaded> = [
  {
    name: 'a Dockerfile alone, and a builder in a container',
    project: { Dockerfile: 'FROM debian:12\n' },
    world: { 'engine.builders': [exampleBuilder('docker-container')] },
    finds: [{ facts: { driver: 'docker-container' }, how: 'note', at: 'Dockerfile' }],
  },
  {
    name: 'a bake file without an output',
    project: { Dockerfile: 'FROM debian:12\n', 'docker-bake.hcl': 'target "app" {\n  context = "."\n}\n' },
    world: { 'engine.builders': [exampleBuilder('docker-container')] },
    finds: [{ how: 'note', at: 'Dockerfile' }],
  },
  {
    name: 'a bake file with one',
    project: {
      Dockerfile: 'FROM debian:12\n',
      'docker-bake.hcl': 'target "app" {\n  context = "."\n  output = ["type=docker"]\n}\n',
    },
    world: { 'engine.builders': [exampleBuilder('docker-container')] },
    finds: [],
  },
  {
    name: 'the builder of the engine; and Compose',
    project: { Dockerfile: 'FROM debian:12\n' },
    world: { 'engine.builders': [exampleBuilder('docker')] },
    finds: [],
  },
];
