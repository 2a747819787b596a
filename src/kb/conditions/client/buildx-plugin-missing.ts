import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, shell } from '#core/model/steps.ts';
import type { EngineClient } from '#core/model/probes/engine.ts';
import type { Text } from '#core/model/text.ts';
import { isOlder } from '../../shared/versions.ts';

const buildxPluginMissing = condition({
  id: 'buildx-plugin-missing',
  stage: 'client',
  title: { en: 'BuildKit is wanted but the buildx plugin is missing', zh: '需要 BuildKit，但缺少 buildx 插件' },

  signatures: [
    {
      on: ['error', 'output', 'warning'],
      says: [
        'BuildKit is enabled but the buildx component is missing or broken',
        "'buildx' is not a docker command",
        'unknown command: docker buildx',
      ],
      strength: 'states',
    },
    { on: ['error', 'output'], says: 'compose build requires buildx ' },
    // The build-push and bake actions of GitHub look for it before they start.
    { on: ['error', 'output'], says: 'Docker buildx is required. See ', strength: 'states' },
  ],

  headline: () => ({
    en: 'The buildx plugin is missing, broken or too old',
    zh: 'buildx 插件缺失、损坏或过旧',
  }),
  why: {
    en: `Building with BuildKit is done by the buildx plugin, and the docker command found none that works. Later
      complaints about --mount or --platform from the classic builder only follow from this.`,
    zh: `使用 BuildKit 构建需要 buildx 插件，而 docker 命令没有找到可用的插件。
      之后经典构建器关于 --mount 或 --platform 的报错都是由此引起的。`,
  },

  ahead: {
    asks: ['engine.client', 'project.services'],
    finds: ({ 'engine.client': client, 'project.services': services = [] }) => {
      const built = services.find(({ build }) => build !== undefined);
      if (client?.docker === undefined || built === undefined) return [];
      const tells = lacking(client);
      return tells === undefined ? [] : [{ facts: {}, how: 'likely', tells, service: built.name }];
    },
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-for-buildx',
      title: { en: 'See what the command finds', zh: '查看它能找到什么' },
      risk: 'read',
      steps: [
        look(['docker', 'buildx', 'version']),
        look(['docker', 'info', '--format', '{{json .ClientInfo.Plugins}}']),
      ],
    },
    {
      id: 'install-buildx',
      title: { en: 'Install buildx', zh: '安装 buildx' },
      risk: 'reversible',
      steps: [
        shell(
          'sudo apt-get update && sudo apt-get install -y docker-buildx-plugin',
          'winget install Docker.Buildx',
          'reversible',
          {
            note: {
              en: "From Docker's own package repository; Alpine: docker-cli-buildx.",
              zh: '来自 Docker 官方软件源；Alpine 的包名是 docker-cli-buildx。',
            },
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'docker/cli', path: 'cmd/docker/builder.go' },
    { repo: 'docker/compose', path: 'pkg/compose/build_bake.go' },
  ],
});

/** Compose builds by buildx since 2.37, and asks for 0.17 at least. */
function lacking({ buildx, compose, broken }: EngineClient): Text | undefined {
  if (compose === undefined || isOlder(compose, [2, 37])) return undefined;
  if (buildx !== undefined) {
    return isOlder(buildx, [0, 17])
      ? {
          en: `Compose ${compose} needs buildx 0.17 to build, and buildx is ${buildx}.`,
          zh: `Compose ${compose} 构建时需要 buildx 0.17，而现有 buildx 是 ${buildx}。`,
        }
      : undefined;
  }
  const detail = broken.find(({ name }) => name === 'buildx')?.detail;
  return detail === undefined
    ? undefined
    : { en: `The buildx plugin cannot run: ${detail}`, zh: `buildx 插件无法运行：${detail}` };
}

export default buildxPluginMissing;

export const examples: ExamplesOf<typeof buildxPluginMissing> = [
  {
    name: 'docker build',
    log: `ERROR: BuildKit is enabled but the buildx component is missing or broken.
       Install the buildx component to build images with BuildKit:
       https://docs.docker.com/go/buildx/
`,
    matches: {},
  },
  {
    name: 'compose is the one missing',
    log: `docker: 'compose' is not a docker command.
See 'docker --help'
`,
    matches: false,
    is: 'compose-plugin-missing',
  },
  {
    name: 'an action of GitHub',
    log: `Run docker/build-push-action@v6
Error: Docker buildx is required. See https://github.com/docker/setup-buildx-action to set up buildx.
`,
    matches: {},
  },
];

export const aheadExamples: AheadExamplesOf<typeof buildxPluginMissing> = [
  {
    name: 'a new Compose beside an old buildx',
    project: { Dockerfile: 'FROM debian:12\n', 'compose.yaml': 'services:\n  app:\n    build: .\n' },
    world: { 'engine.client': { docker: '28.5.2', compose: '2.40.3', buildx: 'v0.11.2', broken: [] } },
    finds: [{ how: 'likely' }],
  },
  {
    name: 'new enough; and a Compose that builds by itself',
    project: { Dockerfile: 'FROM debian:12\n', 'compose.yaml': 'services:\n  app:\n    build: .\n' },
    world: { 'engine.client': { docker: '28.5.2', compose: 'v2.20.0', buildx: 'v0.11.2', broken: [] } },
    finds: [],
  },
  {
    name: 'nothing is built',
    project: { 'compose.yaml': 'services:\n  db:\n    image: redis:7\n' },
    world: { 'engine.client': { docker: '28.5.2', compose: '2.40.3', buildx: 'v0.11.2', broken: [] } },
    finds: [],
  },
];
