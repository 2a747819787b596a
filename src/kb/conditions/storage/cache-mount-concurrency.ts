import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const cacheMountConcurrency = condition({
  id: 'cache-mount-concurrency',
  stage: 'storage',
  title: { en: 'Two builds use one cache mount at the same time', zh: '两个构建同时使用同一个缓存挂载' },

  signatures: [
    {
      on: 'output',
      says: ['Could not get lock /var/cache/apt/archives/lock', 'Could not get lock /var/lib/apt/lists/lock'],
      pattern: /Could not get lock (?<path>\/var\/(?:cache\/apt\/archives|lib\/apt\/lists)\/lock)/,
      when: (event, { instruction, source }) =>
        event.kind === 'output' && event.by === 'step' && /type=cache/.test(`${instruction} ${source}`),
      // "13: Permission denied" is a step that is not root.
      unless: [{ says: '(13: Permission denied)' }],
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `${path} is locked by a build step that runs at the same time`,
    zh: `${path} 被同时运行的另一个构建步骤锁住`,
  }),
  why: {
    en: `The step has a cache mount, and a fresh layer has no locks: another step or build that shares the mount runs at the same time. apt does not
      expect a second user of its cache. With sharing=locked BuildKit lets one step wait for the other.`,
    zh: `该步骤使用了缓存挂载，而全新的镜像层里不会有锁：共享该挂载的另一个步骤或构建正在同时运行。apt 不允许别人同时使用它的缓存。
      使用 sharing=locked 时，BuildKit 会让一个步骤等另一个结束。`,
  },

  retry: 'safe',
  remedies: ({ path }) => [
    {
      id: 'lock-cache-mount',
      title: { en: 'Let one step wait for the other', zh: '让步骤依次使用' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Both mounts of apt, on each RUN that uses them.', zh: 'apt 的两个挂载都要加，每条用到的 RUN 都加。' },
          {
            before: `RUN --mount=type=cache,target=${path.startsWith('/var/lib') ? '/var/lib/apt' : '/var/cache/apt'}`,
            after:
              'RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked',
          },
        ),
      ],
    },
    {
      id: 'build-again',
      title: { en: 'Until then: build again, one at a time', zh: '在此之前：逐个重新构建' },
      risk: 'reversible',
      steps: [run(['docker', 'compose', 'build'], 'reversible', { env: { COMPOSE_PARALLEL_LIMIT: '1' } })],
    },
  ],

  sources: [
    { repo: 'apt', path: 'apt-pkg/contrib/fileutl.cc', symbol: 'GetLock' },
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/docs/reference.md', symbol: 'RUN --mount=type=cache' },
  ],
});

export default cacheMountConcurrency;

export const examples: ExamplesOf<typeof cacheMountConcurrency> = [
  {
    name: 'apt in two stages',
    log: `#9 [a 2/3] RUN --mount=type=cache,target=/var/cache/apt apt-get install -y git
#9 1.120 E: Could not get lock /var/cache/apt/archives/lock. It is held by process 0
#9 1.121 E: Unable to lock directory /var/cache/apt/archives/
#9 ERROR: process "/bin/sh -c apt-get install -y git" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get install -y git" did not complete successfully: exit code: 100
`,
    matches: { path: '/var/cache/apt/archives/lock' },
  },
  {
    name: 'no cache mount: another apt in the same step',
    log: `#9 [2/3] RUN ./setup.sh && apt-get install -y git
#9 1.120 E: Could not get lock /var/cache/apt/archives/lock. It is held by process 63 (apt-get)
#9 ERROR: process "/bin/sh -c ./setup.sh && apt-get install -y git" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c ./setup.sh && apt-get install -y git" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-lock',
  },
  {
    name: 'apt without root',
    log: `#9 [2/3] RUN apt-get update
#9 1.120 E: Could not open lock file /var/lib/apt/lists/lock - open (13: Permission denied)
#9 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: false,
  },
];
