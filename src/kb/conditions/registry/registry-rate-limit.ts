import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise } from '#core/model/steps.ts';
import { logInTo, PUSHING } from '../../shared/registry.ts';

const registryRateLimit = condition({
  id: 'registry-rate-limit',
  stage: 'registry',
  title: { en: 'The registry limits the rate of requests (429)', zh: '镜像仓库限制了请求频率（429）' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: '429 Too Many Requests',
      pattern:
        /(?:https?:\/\/(?<host>[^/\s"]{1,253})\/\S{0,2000}|pulling from host (?!registry-1\.docker\.io)(?<from>\S{1,253}) failed with status code \[[^\]\n]{1,200}\]): 429 Too Many Requests/,
      strength: 'states',
      unless: [PUSHING],
    },
    {
      on: ['error', 'daemon'],
      says: ['toomanyrequests: Rate exceeded', 'toomanyrequests: rate limit', 'toomanyrequests: too many requests'],
      strength: 'states',
    },
    // GitHub's registry, in Go's words for a duration.
    {
      on: ['error', 'daemon'],
      says: 'toomanyrequests: retry-after',
      pattern: /toomanyrequests: retry-after: (?<after>[\d.]{1,20}(?:m|s|ms|µs|ns)[\dms.]{0,20})/,
      strength: 'states',
    },
    { on: 'error', says: 'toomanyrequests', pattern: /^toomanyrequests\b/ },
  ],
  facts: (group) => ({ host: group('host') || group('from'), after: secondsOf(group('after')) }),

  yieldsTo: ['hub-rate-limit', 'registry-mirror-broken', 'push-5xx-or-429'],
  headline: ({ host }) => ({
    en: `${host === '' ? 'The registry' : host} answered 429: too many requests in a short time`,
    zh: `${host === '' ? '镜像仓库' : `${host} `}返回 429：短时间内请求过多`,
  }),
  why: {
    en: `The registry (not Docker Hub's pull quota) turns requests away for a while because this account or address sent
      too many. The image and its name are fine.`,
    zh: `仓库（不是 Docker Hub 的拉取额度）因为当前账号或地址请求过多，暂时拒绝服务。镜像和名称都没有问题。`,
  },

  retry: 'safe',
  retryAfter: ({ after }) => after,
  remedies: ({ host }) => [
    {
      id: 'wait-and-slow-down',
      title: { en: 'Wait, then run again with fewer builds at once', zh: '等待一段时间，减少并发后重试' },
      risk: 'read',
      steps: [
        advise(
          'Wait for a minute or more. In CI, start fewer jobs at once and let them retry with growing pauses.',
          '等待一分钟或更久。在 CI 中减少同时运行的任务，并使用递增间隔的重试。',
        ),
      ],
    },
    logInTo(host),
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'core/remotes/errors/errors.go', symbol: 'NewUnexpectedStatusErr' },
    { repo: 'distribution/distribution', path: 'registry/api/errcode/register.go', symbol: 'ErrorCodeTooManyRequests' },
  ],
});

/** Of a Go duration such as `1m2.5s` or `412.3µs`; undefined where there is none. */
function secondsOf(duration: string): number | undefined {
  const parts = [...duration.matchAll(/([\d.]+)(m(?!s)|s|ms|µs|ns)/g)];
  if (parts.length === 0) return undefined;
  return parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (SECONDS[unit] ?? 0), 0);
}

const SECONDS: Readonly<Record<string, number>> = { m: 60, s: 1, ms: 1e-3, µs: 1e-6, ns: 1e-9 };

export default registryRateLimit;

export const examples: ExamplesOf<typeof registryRateLimit> = [
  {
    name: 'a private registry throttles',
    log: `ERROR: failed to build: failed to solve: registry.example/base/app:1: failed to resolve source metadata for registry.example/base/app:1: unexpected status from HEAD request to https://registry.example/v2/base/app/manifests/1: 429 Too Many Requests
`,
    matches: { host: 'registry.example' },
  },
  {
    name: 'a registry that says when to come back',
    log: `Error response from daemon: toomanyrequests: retry-after: 2.5ms, allowed: 44000/minute
`,
    matches: { after: 0.0025 },
  },
  {
    name: "Docker Hub's quota",
    log: `Error response from daemon: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit
`,
    matches: false,
    is: 'hub-rate-limit',
  },
];
