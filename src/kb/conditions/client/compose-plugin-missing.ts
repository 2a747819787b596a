import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, shell } from '#core/model/steps.ts';

const composePluginMissing = condition({
  id: 'compose-plugin-missing',
  stage: 'client',
  title: { en: 'Docker Compose v2 is not installed for this command line', zh: '当前命令行没有安装 Docker Compose v2' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        "'compose' is not a docker command",
        'unknown command: docker compose',
        "'compose' is not a docker command.",
      ],
      strength: 'states',
    },
    {
      on: 'error',
      says: [
        "unknown shorthand flag: 'f' in -f",
        "unknown shorthand flag: 'd' in -d",
        'unknown flag: --env-file',
        'unknown flag: --project-name',
      ],
      also: [{ says: "'docker --help'", within: 'log' }],
    },
    {
      on: ['error', 'output'],
      says: ['docker-compose: command not found', 'docker-compose: not found'],
      when: (event) => event.step === undefined && (event.kind !== 'output' || event.by === 'unknown'),
    },
  ],

  headline: () => ({
    en: 'The docker command has no compose plugin',
    zh: 'docker 命令没有 compose 插件',
  }),
  why: {
    en: `The docker command looks for docker-compose in its plugin folders and found none, or a dangling link left
      by an uninstalled Docker Desktop. It then reads "compose" as nothing and complains about the next flag.`,
    zh: `docker 命令在插件目录中寻找 docker-compose，但没有找到，
      或只有卸载 Docker Desktop 后留下的失效链接。于是它忽略 "compose"，转而抱怨后面的参数。`,
  },

  ahead: {
    asks: ['engine.client', 'project.compose'],
    finds: ({ 'engine.client': client, 'project.compose': compose }) =>
      client?.docker === undefined ||
      client.arePluginsListed !== true ||
      client.compose !== undefined ||
      compose === undefined
        ? []
        : [
            {
              facts: {},
              how: 'likely',
              tells: {
                en: `docker ${client.docker} lists no plugin named compose, and the project has a Compose file.`,
                zh: `docker ${client.docker} 的插件中没有 compose，而项目有 Compose 文件。`,
              },
              at: { file: compose.files[0] ?? 'compose.yaml' },
            },
          ],
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-for-the-plugin',
      title: { en: 'See which plugins this command finds', zh: '查看它能找到哪些插件' },
      risk: 'read',
      steps: [
        look(['docker', 'info', '--format', '{{json .ClientInfo.Plugins}}']),
        shell(
          'ls -l ~/.docker/cli-plugins /usr/libexec/docker/cli-plugins /usr/lib/docker/cli-plugins',
          'Get-ChildItem $HOME/.docker/cli-plugins, "$env:ProgramFiles/Docker/cli-plugins"',
          'read',
        ),
      ],
    },
    {
      id: 'install-the-plugin',
      title: { en: 'Install the plugin', zh: '安装插件' },
      risk: 'reversible',
      steps: [
        shell(
          'sudo apt-get update && sudo apt-get install -y docker-compose-plugin',
          'winget install Docker.DockerCompose',
          'reversible',
          {
            note: {
              en: "From Docker's own package repository; on Fedora and RHEL with dnf.",
              zh: '来自 Docker 官方软件源；Fedora 和 RHEL 用 dnf。',
            },
          },
        ),
        advise(
          'A plugin in your own ~/.docker is not found under sudo or by another user.',
          '装在自己 ~/.docker 里的插件，在 sudo 或其他用户下找不到。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'docker/cli', path: 'cli-plugins/manager/cobra.go' },
    { repo: 'docker/cli', path: 'cmd/docker/docker.go' },
  ],
});

export default composePluginMissing;

export const examples: ExamplesOf<typeof composePluginMissing> = [
  {
    name: 'docker compose without the plugin',
    log: `docker: 'compose' is not a docker command.
See 'docker --help'
`,
    matches: {},
  },
  {
    name: 'newer command line',
    log: `docker: unknown command: docker compose

Run 'docker --help' for more information
`,
    matches: {},
  },
  {
    name: 'the flag after compose is blamed',
    log: `unknown shorthand flag: 'f' in -f
See 'docker --help'.
`,
    matches: {},
  },
  {
    name: 'a program in a step is missing',
    log: `#9 [3/5] RUN gradlew build
#9 0.400 /bin/sh: 1: gradlew: not found
#9 ERROR: process "/bin/sh -c gradlew build" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gradlew build" did not complete successfully: exit code: 127
`,
    matches: false,
  },
];

export const aheadExamples: AheadExamplesOf<typeof composePluginMissing> = [
  {
    name: 'docker without plugins',
    project: { 'compose.yaml': 'services:\n  db:\n    image: redis:7\n' },
    world: { 'engine.client': { docker: '28.5.2', arePluginsListed: true, broken: [] } },
    finds: [{ how: 'likely', at: 'compose.yaml' }],
  },
  {
    name: 'it is there',
    project: { 'compose.yaml': 'services:\n  db:\n    image: redis:7\n' },
    world: { 'engine.client': { docker: '28.5.2', compose: '2.40.3', broken: [] } },
    finds: [],
  },
  {
    name: 'the client did not say which plugins it has',
    project: { 'compose.yaml': 'services:\n  db:\n    image: redis:7\n' },
    world: { 'engine.client': { docker: '28.5.2', broken: [] } },
    finds: [],
  },
];
