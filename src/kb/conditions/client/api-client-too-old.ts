import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';

const apiClientTooOld = condition({
  id: 'api-client-too-old',
  stage: 'client',
  title: { en: 'The engine no longer speaks the API version of this client', zh: '引擎已不支持该客户端的 API 版本' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'is too old. Minimum supported API version is',
      pattern:
        /client version (?<client>[\d.]{1,10}) is too old\. Minimum supported API version is (?<minimum>\d{1,3}\.\d{1,3})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ client: group('client'), minimum: group('minimum') }),

  headline: ({ client, minimum }) => ({
    en: `A client speaks API ${client}, but the engine wants ${minimum} or newer`,
    zh: `客户端使用 API ${client}，而引擎要求 ${minimum} 或更新`,
  }),
  why: {
    en: `Engine 29 raised the oldest API it accepts to 1.44. The program that asked carries an older client library:
      often not the docker command itself but a tool in a container, such as a proxy, an updater or a test
      library.`,
    zh: `Engine 29 把可接受的最低 API 提高到了 1.44。发出请求的程序使用了更旧的客户端库：
      往往不是 docker 命令本身，而是容器里的工具，例如反向代理、自动更新工具或测试库。`,
  },

  retry: 'useless',
  remedies: ({ minimum }) => [
    {
      id: 'look-at-versions',
      title: { en: 'See what both sides speak', zh: '查看两端的版本' },
      risk: 'read',
      steps: [look(['docker', 'version'])],
    },
    {
      id: 'update-the-client',
      title: { en: 'Update the program that printed it', zh: '升级打印这条消息的程序' },
      risk: 'reversible',
      steps: [
        advise(
          'Update that program (Traefik 3.6.1 or newer, current Portainer, Testcontainers and docker-java releases, Compose v2 instead of docker-compose 1.x).',
          '升级该程序（Traefik 3.6.1 或更新、Portainer、Testcontainers、docker-java 的最新版，用 Compose v2 代替 docker-compose 1.x）。',
        ),
      ],
    },
    {
      id: 'pin-api-version',
      title: { en: `Until then: tell that client to speak ${minimum}`, zh: `在此之前：让该客户端使用 ${minimum}` },
      risk: 'reversible',
      steps: [
        advise(
          `Set DOCKER_API_VERSION=${minimum} in the environment of that program. It helps only where its library reads the variable.`,
          `在该程序的环境里设置 DOCKER_API_VERSION=${minimum}。只有它的库读取这个变量时才有效。`,
        ),
      ],
    },
    {
      id: 'lower-the-minimum',
      title: { en: 'Last resort: let the engine accept older clients', zh: '最后手段：让引擎接受旧客户端' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/docker/daemon.json',
          {
            en: 'Add the oldest API to accept; the engine needs a restart',
            zh: '加入允许的最低 API 版本；需要重启引擎',
          },
          { after: '{ "min-api-version": "1.24" }' },
        ),
        run(['sudo', 'systemctl', 'restart', 'docker'], 'disruptive', { on: 'linux' }),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/server/middleware/version.go', symbol: 'versionUnsupportedError' }],
});

export default apiClientTooOld;

export const examples: ExamplesOf<typeof apiClientTooOld> = [
  {
    name: 'a proxy in a container',
    log: `traefik-1  | 2026-11-20T09:12:44Z ERR Failed to retrieve information of the docker client and server host error="Error response from daemon: client version 1.24 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version" providerName=docker
traefik-1 exited with code 1
`,
    matches: { client: '1.24', minimum: '1.44' },
  },
  {
    name: 'the other direction',
    log: `Error response from daemon: client version 1.52 is too new. Maximum supported API version is 1.43
`,
    matches: false,
    is: 'api-client-too-new',
  },
];
