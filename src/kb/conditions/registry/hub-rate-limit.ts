import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look } from '#core/model/steps.ts';
import { logInTo } from '../../shared/registry.ts';

const hubRateLimit = condition({
  id: 'hub-rate-limit',
  stage: 'registry',
  title: { en: "Docker Hub's pull limit is used up", zh: '已达到 Docker Hub 的拉取次数上限' },

  signatures: [
    {
      on: ['error', 'daemon', 'output'],
      says: [
        'You have reached your pull rate limit',
        'You have reached your unauthenticated pull rate limit',
        'www.docker.com/increase-rate-limit',
      ],
      pattern: /(?<anonymous>unauthenticated )?(?:pull rate limit|increase-rate-limit)/,
      strength: 'states',
    },
    { on: ['error', 'daemon'], says: 'Too Many Requests (HAP429)', strength: 'states' },
    {
      on: ['error', 'daemon'],
      says: '429 Too Many Requests',
      pattern:
        /(?:https?:\/\/(?:registry-1|auth|index)\.docker\.io\/\S{0,2000}|pulling from host registry-1\.docker\.io failed with status code \[[^\]\n]{1,200}\]): 429 Too Many Requests/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ anonymous: group('anonymous') !== '' }),

  yieldsTo: ['registry-mirror-broken'],
  headline: ({ anonymous }) => ({
    en: anonymous
      ? "Docker Hub's limit for pulls without a login is used up"
      : "Docker Hub's pull limit is used up for this account or address",
    zh: anonymous ? '未登录时的 Docker Hub 拉取次数已用完' : '当前账号或 IP 的 Docker Hub 拉取次数已用完',
  }),
  why: {
    en: `Docker Hub counts pulls per account, or per IPv4 address (IPv6 /64) if nobody is logged in, and answers 429 until
      the window has passed. Behind the shared address of an office or a CI provider others use the same quota up.`,
    zh: `Docker Hub 按账号计数，未登录时按 IPv4 地址（或 IPv6 /64 网段）计数，超限后返回 429，直到时间窗口过去。
      办公室或 CI 共用出口地址时，额度会被其他人用掉。`,
  },

  retry: 'unknown',
  remedies: () => [
    logInTo(''),
    {
      id: 'use-what-is-here',
      title: { en: 'Use the images that are already here', zh: '使用本机已有的镜像' },
      risk: 'read',
      steps: [
        look(['docker', 'image', 'ls']),
        advise(
          'Leave out --pull and pull_policy: always: what was pulled before is then used without asking Docker Hub again.',
          '去掉 --pull 和 pull_policy: always：之前拉取过的镜像就不会再次请求 Docker Hub。',
        ),
      ],
    },
    {
      id: 'pull-through-cache',
      title: { en: 'Put a pull-through cache in front', zh: '在前面加一层拉取缓存（pull-through cache）' },
      risk: 'read',
      steps: [
        advise(
          'For a team or CI: run a registry as a pull-through cache with a paid login, list it under registry-mirrors in daemon.json, or keep copies of the base images in your own registry.',
          '团队或 CI：用登录过的账号部署一个 pull-through cache，写入 daemon.json 的 registry-mirrors，或把基础镜像复制到自己的仓库。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'Docker Hub', symbol: 'toomanyrequests' },
    { repo: 'containerd/containerd', path: 'core/remotes/errors/errors.go', symbol: 'NewUnexpectedStatusErr' },
  ],
});

export default hubRateLimit;

export const examples: ExamplesOf<typeof hubRateLimit> = [
  {
    name: 'BuildKit, not logged in',
    log: `#3 [internal] load metadata for docker.io/library/alpine:3.20
#3 ERROR: unexpected status from HEAD request to https://registry.example/v2/library/alpine/manifests/3.20: 429 Too Many Requests
toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit
------
ERROR: failed to build: failed to solve: alpine:3.20: failed to resolve source metadata for docker.io/library/alpine:3.20: unexpected status from HEAD request to https://registry.example/v2/library/alpine/manifests/3.20: 429 Too Many Requests
toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'docker pull',
    log: `Error response from daemon: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit
`,
    matches: { anonymous: false },
    remedies: ['log-in', 'use-what-is-here', 'pull-through-cache'],
  },
  {
    name: 'another registry limits',
    log: `Error response from daemon: toomanyrequests: Rate exceeded
`,
    matches: false,
    is: 'registry-rate-limit',
  },
];
