import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, rerun, run } from '#core/model/steps.ts';

const cacheExportUnsupported = condition({
  id: 'cache-export-unsupported',
  stage: 'storage',
  title: { en: 'This builder cannot export a cache', zh: '该构建器不能导出缓存' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'Cache export is not supported for the docker driver',
        'cache export feature is currently not supported for docker driver',
        'OCI exporter is not supported for the docker driver',
        'OCI exporter feature is currently not supported for docker driver',
        'Direct push is not supported for the docker driver',
      ],
      pattern:
        /(?<feature>Cache export|cache export feature|OCI exporter(?: feature)?|Direct push) is (?:currently )?not supported for (?:the )?docker driver/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ feature: group('feature').replace(/ feature$/, '') }),

  headline: ({ feature }) => ({
    en: `${feature} needs another builder than the one built into the engine`,
    zh: `${feature} 需要使用引擎内置以外的构建器`,
  }),
  why: {
    en: `--cache-to (or this kind of output) was asked of the "docker" driver with the classic image store, which cannot do it. A docker-container builder
      can, and so can the engine with the containerd image store.`,
    zh: `对使用传统镜像存储的 "docker" driver 请求了 --cache-to（或此类输出），而它做不到。docker-container 构建器可以，
      使用 containerd 镜像存储的引擎也可以。`,
  },

  retry: 'useless',
  remedies: ({ feature }) => [
    {
      id: 'look-at-builders',
      title: { en: 'See which builders there are', zh: '查看有哪些构建器' },
      risk: 'read',
      steps: [look(['docker', 'buildx', 'ls'])],
    },
    /^cache export$/i.test(feature) && {
      id: 'without-cache-export',
      title: { en: 'Build without exporting the cache: the image is the same', zh: '构建时不导出缓存：镜像不变' },
      risk: 'reversible',
      steps: [rerun({ option: ['--cache-to'], value: null }, { en: 'Leave out --cache-to.', zh: '去掉 --cache-to。' })],
    },
    {
      id: 'container-builder',
      title: { en: 'Build with a docker-container builder', zh: '使用 docker-container 构建器' },
      risk: 'reversible',
      steps: [
        run(['docker', 'buildx', 'create', '--name', 'cached', '--driver', 'docker-container', '--use'], 'reversible', {
          note: { en: 'Add --load to have the image in the engine.', zh: '需要镜像进入引擎时加 --load。' },
        }),
        edit(
          '.github/workflows/build.yml',
          { en: 'In GitHub Actions this step makes such a builder.', zh: '在 GitHub Actions 中由这一步创建。' },
          {
            after: '- uses: docker/setup-buildx-action@v3',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'docker/buildx', path: 'build/utils.go', symbol: 'notSupported' },
    { repo: 'docker/buildx', path: 'driver/features.go' },
  ],
});

export default cacheExportUnsupported;

export const examples: ExamplesOf<typeof cacheExportUnsupported> = [
  {
    name: 'buildx 0.12 and later',
    log: `ERROR: Cache export is not supported for the docker driver.
Switch to a different driver, or turn on the containerd image store, and try again.
Learn more at https://docs.docker.com/go/build-cache-backends/
`,
    matches: { feature: 'Cache export' },
    verdict: 'confirmed',
  },
  {
    name: 'buildx 0.11',
    log: `ERROR: cache export feature is currently not supported for docker driver. Please switch to a different driver (eg. "docker buildx create --use")
`,
    matches: {},
  },
  {
    name: 'several platforms: the same words, another feature',
    log: `ERROR: Multi-platform build is not supported for the docker driver.
Switch to a different driver, or turn on the containerd image store, and try again.
`,
    matches: false,
  },
];
