import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const ghaCacheServiceV1 = condition({
  id: 'gha-cache-service-v1',
  stage: 'ci',
  title: {
    en: 'The builder uses the GitHub cache service that was switched off',
    zh: 'builder 使用了已关闭的 GitHub 缓存服务',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['This legacy service is shutting down, effective April 15, 2025', 'https://gh.io/gha-cache-sunset'],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'This BuildKit still speaks the first GitHub cache API, which is gone',
    zh: '该 BuildKit 仍使用已下线的第一版 GitHub 缓存 API',
  }),
  why: {
    en: `type=gha caches are written by BuildKit itself. Versions before BuildKit 0.20, buildx 0.21 and Engine 28
      only know the old service. The build did its work; only the cache could not be read or written.`,
    zh: `type=gha 缓存由 BuildKit 自己读写。
      BuildKit 0.20、buildx 0.21、Engine 28 之前的版本只支持旧服务。
      构建本身没有问题，只是无法读写缓存。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'update-the-builder',
      title: { en: 'Use a current builder', zh: '使用新版 builder' },
      risk: 'reversible',
      steps: [
        edit(
          '.github/workflows/build.yml',
          {
            en: 'Before the build step, without a pinned buildx or BuildKit version',
            zh: '放在构建步骤之前，不要固定旧的 buildx 或 BuildKit 版本',
          },
          { after: '      - uses: docker/setup-buildx-action@v3' },
        ),
      ],
    },
    {
      id: 'do-without-cache',
      title: { en: 'Until then: leave the cache out', zh: '在此之前：不使用该缓存' },
      risk: 'reversible',
      steps: [
        edit(
          '.github/workflows/build.yml',
          { en: 'Remove both lines, or use type=registry', zh: '删除这两行，或改用 type=registry' },
          { before: '          cache-from: type=gha\n          cache-to: type=gha,mode=max', after: '' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/buildkit', path: 'cache/remotecache/gha/gha.go' }, { repo: 'GitHub Actions' }],
});

export default ghaCacheServiceV1;

export const examples: ExamplesOf<typeof ghaCacheServiceV1> = [
  {
    name: 'cache export',
    log: `ERROR: failed to build: failed to solve: This legacy service is shutting down, effective April 15, 2025. Migrate to the new service ASAP. For more information: https://gh.io/gha-cache-sunset
`,
    matches: {},
  },
  {
    name: 'no token for the cache',
    log: `ERROR: failed to configure gha cache exporter: token not set for github actions cache
`,
    matches: false,
    is: 'gha-cache-token-missing',
  },
];
