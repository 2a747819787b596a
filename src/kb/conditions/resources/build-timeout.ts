import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const buildTimeout = condition({
  id: 'build-timeout',
  stage: 'resources',
  title: { en: 'The CI job ran out of its time', zh: 'CI 任务超出了时间限制' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['has exceeded the maximum execution time of ', 'execution took longer than '],
      pattern:
        /(?:exceeded the maximum execution time of |ERROR: Job failed: execution took longer than |Job failed: execution took longer than )(?<limit>[\w.]{1,20}(?: minutes?| seconds?)?)/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'ran longer than the maximum time of ',
      pattern: /ran longer than the maximum time of (?<limit>\d{1,5} minutes)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ limit: group('limit') }),

  headline: ({ limit }) => ({
    en: `The CI system ended the job after ${limit.replace(/(\ds) seconds$/, '$1')}; no step had failed`,
    zh: `CI 系统在 ${limit.replace(/(\ds) seconds$/, '$1')} 后终止了任务；并没有步骤失败`,
  }),
  why: {
    en: `The limit belongs to the job, not to Docker. The step that was running is the slow one: an emulated platform, a build without a cache, or a download
      that hangs. "operation was canceled" or exit code 137 after it are consequences.`,
    zh: `这个上限属于 CI 任务，不是 Docker 的。当时正在运行的步骤就是慢的那个：模拟的平台、没有缓存的构建或卡住的下载。
      之后的 "operation was canceled" 或退出码 137 都是后果。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'find-slow-step',
      title: { en: 'See which step takes the time', zh: '查看哪个步骤耗时' },
      risk: 'read',
      steps: [look(['docker', 'buildx', 'history', 'ls'])],
    },
    {
      id: 'cache-between-runs',
      title: {
        en: 'Keep the cache between runs, build the native platform',
        zh: '在多次运行之间保留缓存，构建原生平台',
      },
      risk: 'reversible',
      steps: [
        edit(
          '.github/workflows/build.yml',
          { en: 'With docker/build-push-action.', zh: '使用 docker/build-push-action。' },
          {
            after: 'cache-from: type=gha\ncache-to: type=gha,mode=max\nplatforms: linux/amd64',
          },
        ),
      ],
    },
    {
      id: 'longer-limit',
      title: { en: 'Or allow more time', zh: '或者放宽时限' },
      risk: 'reversible',
      steps: [
        edit(
          '.github/workflows/build.yml',
          { en: 'GitLab: timeout: 2h at the job.', zh: 'GitLab 在 job 中写 timeout: 2h。' },
          { after: 'timeout-minutes: 90' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'actions/runner' }, { repo: 'gitlab-org/gitlab-runner', path: 'common/build.go' }],
});

export default buildTimeout;

export const examples: ExamplesOf<typeof buildTimeout> = [
  {
    name: 'GitLab',
    log: `#9 [build 4/6] RUN npm run build
#9 3400.1 still compiling
ERROR: Job failed: execution took longer than 1h0m0s seconds
`,
    matches: { limit: '1h0m0s seconds' },
  },
  {
    name: 'a registry did not answer in time',
    log: `Error response from daemon: Get "https://registry.example/v2/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)
`,
    matches: false,
  },
];
