import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look } from '#core/model/steps.ts';
import { PUSHING } from '../../shared/registry.ts';

const push5xxOr429 = condition({
  id: 'push-5xx-or-429',
  stage: 'export',
  title: { en: 'The registry failed or throttled while taking the image', zh: '推送时仓库出错或限流' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        '500 Internal Server Error',
        '502 Bad Gateway',
        '503 Service Unavailable',
        '504 Gateway',
        '429 Too Many Requests',
      ],
      pattern:
        /(?:unexpected status from \w{3,5} request to https?:\/\/(?<host>[^/\s]{1,253})\/\S{0,2000}: |received unexpected HTTP status: )(?<status>(?:5\d\d|429)(?: [A-Z][\w -]{1,40})?)/,
      strength: 'states',
      also: [PUSHING],
    },
    {
      on: 'error',
      says: [
        '500 Internal Server Error',
        '502 Bad Gateway',
        '503 Service Unavailable',
        '504 Gateway',
        '429 Too Many Requests',
      ],
      pattern:
        /unexpected status from (?:PUT|PATCH) request to https?:\/\/(?<host>[^/\s]{1,253})\/v2\/\S{0,2000}: (?<status>(?:5\d\d|429)(?: [A-Z][\w -]{1,40})?)/,
      strength: 'states',
    },
    {
      on: 'error',
      says: 'unexpected status: ',
      pattern:
        /failed commit on ref "[^"\n]{1,200}": unexpected status: (?<status>(?:5\d\d|429)(?: [A-Z][\w -]{1,40})?)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ host: group('host'), status: group('status') }),

  yieldsTo: ['registry-mirror-broken'],
  headline: ({ host, status }) => ({
    en: `${host === '' ? 'The registry' : host} answered ${status} while the image was pushed`,
    zh: `推送镜像时${host === '' ? '仓库' : ` ${host} `}返回 ${status}`,
  }),
  why: {
    en: `The image was built and the login accepted; the registry could not store what it got, or turned requests away for a while. For a
      registry of your own, a full disk or a storage backend that is down is the usual reason.`,
    zh: `镜像已构建、登录已通过；但仓库无法保存收到的内容，或暂时拒绝请求。自建仓库最常见的原因是磁盘已满或后端存储不可用。`,
  },

  retry: 'safe',
  remedies: ({ host }) => [
    {
      id: 'push-again',
      title: { en: 'Push again; layers that arrived are not sent twice', zh: '重新推送；已到达的层不会重复发送' },
      risk: 'read',
      steps: [
        advise(
          'Wait a minute and repeat. In CI let the push retry, with fewer jobs at once.',
          '等待一分钟后重试。在 CI 中让推送自动重试，并减少并发任务。',
        ),
      ],
    },
    {
      id: 'look-at-the-registry',
      title: { en: 'If it stays: look at the registry', zh: '如果持续出现：检查仓库' },
      risk: 'read',
      steps: [
        host === ''
          ? advise('Look at the status page or the log of the registry.', '查看仓库的状态页面或日志。')
          : look(['curl', '-sSI', '--max-time', '15', `https://${host}/v2/`]),
        advise(
          'For a registry of your own: its log, the room on its storage and the timeouts of the proxy before it.',
          '自建仓库：查看其日志、存储空间以及前面代理的超时设置。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'core/remotes/docker/pusher.go' },
    { repo: 'distribution/distribution', path: 'internal/client/errors.go', symbol: 'UnexpectedHTTPStatusError' },
  ],
});

export default push5xxOr429;

export const examples: ExamplesOf<typeof push5xxOr429> = [
  {
    name: 'buildx --push',
    log: `ERROR: failed to build: failed to solve: failed to push registry.example/app:1: unexpected status from PUT request to https://registry.example/v2/app/blobs/uploads/0b1c?digest=x: 500 Internal Server Error
`,
    matches: { host: 'registry.example', status: '500 Internal Server Error' },
    verdict: 'confirmed',
    remedies: ['push-again', 'look-at-the-registry'],
  },
  {
    name: 'docker push',
    log: `The push refers to repository [registry.example/app]
5f70bf18a086: Preparing
received unexpected HTTP status: 503 Service Unavailable
`,
    matches: { status: '503 Service Unavailable' },
  },
  {
    name: 'the same answer to a pull',
    log: `Error response from daemon: received unexpected HTTP status: 503 Service Unavailable
`,
    matches: false,
    is: 'registry-5xx',
  },
];
