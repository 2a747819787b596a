import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const engineHttpError = condition({
  id: 'engine-http-error',
  stage: 'client',
  title: {
    en: 'The engine answered with an HTTP error page instead of its API',
    zh: '引擎返回的是 HTTP 错误页而不是 API 响应',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'check if the server supports the requested API version',
      pattern: /request returned (?<status>[\w ]{1,60}?) for API route and version/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ status: group('status') }),

  headline: ({ status }) => ({
    en: `The engine endpoint answered "${status}"`,
    zh: `引擎端点返回了 "${status}"`,
  }),
  why: {
    en: `Something answered at the engine's address, but not with the Docker API. It is nearly always Docker
      Desktop's proxy whose engine is not ready or has hung, or an HTTP proxy in between; the words about the API
      version mislead.`,
    zh: `引擎地址上有响应，但不是 Docker API。
      几乎总是 Docker Desktop 的代理已启动而引擎未就绪或卡住，或者中间有 HTTP 代理；
      消息中关于 API 版本的说法有误导性。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'ask-again',
      title: { en: 'See whether the engine answers now', zh: '查看引擎现在是否响应' },
      risk: 'read',
      steps: [look(['docker', 'version']), look(['docker', 'context', 'ls'])],
    },
    {
      id: 'restart-desktop',
      title: { en: 'Restart Docker Desktop', zh: '重启 Docker Desktop' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'desktop', 'restart'], 'disruptive', { on: 'desktop' }),
        run(['sudo', 'systemctl', 'restart', 'docker'], 'disruptive', { on: 'linux' }),
      ],
    },
    {
      id: 'bypass-proxy',
      title: { en: 'Keep HTTP proxies away from the engine', zh: '不要让 HTTP 代理介入' },
      risk: 'reversible',
      steps: [
        advise(
          'If DOCKER_HOST is a TCP address, add that host to NO_PROXY.',
          '如果 DOCKER_HOST 是 TCP 地址，把该主机加入 NO_PROXY。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'client/request.go', symbol: 'checkResponseErr' }],
});

export default engineHttpError;

export const examples: ExamplesOf<typeof engineHttpError> = [
  {
    name: 'Desktop is still starting',
    log: `request returned 500 Internal Server Error for API route and version http://%2F%2F.%2Fpipe%2FdockerDesktopLinuxEngine/v1.51/containers/json, check if the server supports the requested API version
`,
    matches: { status: '500 Internal Server Error' },
  },
  {
    name: 'really an API version',
    log: `Error response from daemon: client version 1.52 is too new. Maximum supported API version is 1.43
`,
    matches: false,
    is: 'api-client-too-new',
  },
];
