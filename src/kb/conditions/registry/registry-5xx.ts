import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look } from '#core/model/steps.ts';
import { PUSHING } from '../../shared/registry.ts';

const registry5xx = condition({
  id: 'registry-5xx',
  stage: 'registry',
  title: { en: 'The registry has a fault of its own (5xx)', zh: '镜像仓库自身出错（5xx）' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['500 Internal Server Error', '502 Bad Gateway', '503 Service Unavailable', '504 Gateway'],
      pattern:
        /unexpected status(?: code)? from (?:HEAD|GET|POST) request to https?:\/\/(?<host>[^/\s]{1,253})\/\S{0,2000}: (?<status>5\d\d(?: [A-Z][\w -]{1,40})?)/,
      strength: 'states',
      unless: [PUSHING],
    },
    {
      on: ['error', 'daemon'],
      says: 'received unexpected HTTP status: ',
      pattern: /received unexpected HTTP status: (?<status>5\d\d(?: [A-Z][\w -]{1,40})?)/,
      strength: 'states',
      unless: [PUSHING],
    },
    {
      on: ['error', 'daemon'],
      says: ['unexpected status code ', 'pulling from host '],
      pattern:
        /(?:unexpected status code |pulling from host (?<from>\S{1,253}) failed with status code )(?:\[[^\]\n]{1,200}\]: |https?:\/\/(?<host>[^/\s]{1,253})\/\S{0,2000}: )(?<status>5\d\d(?: [A-Z][\w -]{1,40})?)/,
      unless: [PUSHING],
    },
  ],
  facts: (group) => ({ host: group('host') || group('from'), status: group('status') }),

  yieldsTo: ['registry-mirror-broken', 'push-5xx-or-429', 'frontend-image-unavailable'],
  headline: ({ host, status }) => ({
    en: `${host === '' ? 'The registry' : host} answered ${status}: the fault is on its side`,
    zh: `${host === '' ? '镜像仓库' : `${host} `}返回 ${status}：问题在仓库一侧`,
  }),
  why: {
    en: `The request reached a server, which failed. It is an outage of the registry, of the storage behind it, or of a proxy before it;
      neither the Dockerfile nor the login plays a part.`,
    zh: `请求到达了服务器，但服务器处理失败：仓库、其后端存储或前面的代理出现故障。与 Dockerfile 和登录无关。`,
  },

  retry: 'safe',
  remedies: ({ host }) => [
    {
      id: 'see-if-it-is-back',
      title: { en: 'See whether it answers again', zh: '查看是否已恢复' },
      risk: 'read',
      steps: [
        host === ''
          ? advise(
              'Look at the status page of the registry (Docker Hub: https://www.dockerstatus.com).',
              '查看仓库的状态页面（Docker Hub：https://www.dockerstatus.com）。',
            )
          : look(['curl', '-sSI', '--max-time', '15', `https://${host}/v2/`]),
      ],
    },
    {
      id: 'wait-and-retry',
      title: { en: 'Wait and run the same build again', zh: '等待后重新运行同一个构建' },
      risk: 'read',
      steps: [
        advise(
          'Retry with growing pauses. If it is your own registry, read its log: a full disk or a lost storage backend answers 500 or 503. Meanwhile a mirror or a copy of the base image helps.',
          '以递增间隔重试。如果是自建仓库，请查看其日志：磁盘已满或存储后端断开都会返回 500 或 503。在此期间可使用加速器或基础镜像的副本。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'core/remotes/errors/errors.go', symbol: 'NewUnexpectedStatusErr' },
    { repo: 'distribution/distribution', path: 'internal/client/errors.go', symbol: 'UnexpectedHTTPStatusError' },
  ],
});

export default registry5xx;

export const examples: ExamplesOf<typeof registry5xx> = [
  {
    name: 'BuildKit',
    log: `ERROR: failed to build: failed to solve: registry.example/base:1: failed to resolve source metadata for registry.example/base:1: unexpected status from HEAD request to https://registry.example/v2/base/manifests/1: 503 Service Unavailable
`,
    matches: { host: 'registry.example', status: '503 Service Unavailable' },
    verdict: 'confirmed',
    remedies: ['see-if-it-is-back', 'wait-and-retry'],
  },
  {
    name: 'docker pull',
    log: `Error response from daemon: received unexpected HTTP status: 500 Internal Server Error
`,
    matches: { host: '', status: '500 Internal Server Error' },
  },
  {
    name: 'a package server fails inside a step',
    log: `#6 [2/3] RUN apt-get update
#6 0.148 Err:1 http://deb.example/debian bookworm InRelease
#6 0.148   503  Service Unavailable [IP: 192.0.2.9 80]
#6 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: false,
  },
];
