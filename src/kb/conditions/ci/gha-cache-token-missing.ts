import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const ghaCacheTokenMissing = condition({
  id: 'gha-cache-token-missing',
  stage: 'ci',
  title: { en: 'The GitHub cache has no address or token in this step', zh: '该步骤没有 GitHub 缓存的地址或令牌' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'token not set for github actions cache',
        'url not set for github actions cache',
        'ACTIONS_RUNTIME_TOKEN not set',
        'ACTIONS_CACHE_URL not set',
      ],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'type=gha was used where GitHub does not hand out the cache token',
    zh: '在没有 GitHub 缓存令牌的地方使用了 type=gha',
  }),
  why: {
    en: `GitHub gives the address and the token of its cache to actions, not to plain run: steps and not to machines
      outside of Actions. docker/build-push-action passes them on; a docker build in a run: step has to be given
      them.`,
    zh: `GitHub 只把缓存的地址和令牌提供给 action，不提供给普通的 run: 步骤，
      也不提供给 Actions 之外的机器。docker/build-push-action 会传递它们；
      run: 步骤中的 docker build 需要另外提供。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'expose-the-token',
      title: { en: 'Hand them to the following steps', zh: '把它们提供给后续步骤' },
      risk: 'reversible',
      steps: [
        edit(
          '.github/workflows/build.yml',
          { en: 'Before the run: step', zh: '放在 run: 步骤之前' },
          { after: '      - uses: crazy-max/ghaction-github-runtime@v3' },
        ),
      ],
    },
    {
      id: 'only-in-actions',
      title: { en: 'On other machines: leave type=gha out', zh: '在其他机器上：不要使用 type=gha' },
      risk: 'reversible',
      steps: [
        run(
          ['docker', 'buildx', 'build', '--cache-from', 'type=registry,ref=registry.example/app:cache', '.'],
          'reversible',
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/buildkit', path: 'cache/remotecache/gha/gha.go' }],
});

export default ghaCacheTokenMissing;

export const examples: ExamplesOf<typeof ghaCacheTokenMissing> = [
  {
    name: 'docker buildx in a run step',
    log: `ERROR: failed to configure gha cache exporter: token not set for github actions cache
`,
    matches: {},
  },
  {
    name: 'the old service',
    log: `ERROR: failed to build: failed to solve: This legacy service is shutting down, effective April 15, 2025. Migrate to the new service ASAP. For more information: https://gh.io/gha-cache-sunset
`,
    matches: false,
    is: 'gha-cache-service-v1',
  },
];
