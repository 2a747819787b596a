import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';
import { exampleEngine } from '../../shared/example-world.ts';

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

  ahead: {
    asks: ['engine.client', 'engine.info'],
    finds: ({ 'engine.client': client, 'engine.info': info }) => {
      const spoken = newestApiOf(client?.docker);
      if (client?.docker === undefined || info === undefined || spoken === undefined) return [];
      const wanted = minorOf(info.minApiVersion);
      if (wanted === undefined || spoken >= wanted) return [];
      return [
        {
          facts: { client: `1.${spoken}`, minimum: info.minApiVersion },
          how: 'certain',
          tells: {
            en: `The docker command is ${client.docker}, the engine ${info.version}.`,
            zh: `docker 命令是 ${client.docker}，引擎是 ${info.version}。`,
          },
        },
      ];
    },
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

/** The newest API each release of the docker command speaks, by its first number, up to the one engine 29 demands. */
const APIS: readonly (readonly [number, number])[] = [
  [25, 44],
  [24, 43],
  [23, 42],
  [20, 41],
  [19, 40],
];

function newestApiOf(docker: string | undefined): number | undefined {
  const major = Number(/^(\d{1,3})\./.exec(docker ?? '')?.[1] ?? Number.NaN);
  // Newer ones speak at least what the newest of these does.
  return APIS.find(([first]) => major >= first)?.[1];
}

function minorOf(api: string): number | undefined {
  const minor = /^1\.(\d{1,3})$/.exec(api)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

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

export const aheadExamples: AheadExamplesOf<typeof apiClientTooOld> = [
  {
    name: 'a command of 20.10 and an engine of 29',
    world: {
      'engine.client': { docker: '20.10.24', broken: [] },
      'engine.info': exampleEngine({ version: '29.0.0', minApiVersion: '1.44' }),
    },
    finds: [{ facts: { client: '1.41', minimum: '1.44' }, how: 'certain' }],
  },
  {
    name: 'both new, and an old engine',
    world: {
      'engine.client': { docker: '28.5.2', broken: [] },
      'engine.info': exampleEngine({ version: '29.0.0', minApiVersion: '1.44' }),
    },
    finds: [],
  },
];
