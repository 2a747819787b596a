import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { run, shell } from '#core/model/steps.ts';

const composeNoConfigFile = condition({
  id: 'compose-no-config-file',
  stage: 'compose',
  title: { en: 'Compose found no Compose file here', zh: 'Compose 在这里没有找到配置文件' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'no configuration file provided: not found',
        "Can't find a suitable configuration file in this directory or any",
      ],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: ['error', 'output'],
      says: ['compose.yml: no such file or directory', 'compose.yaml: no such file or directory'],
      pattern: /^(?:open|stat) (?<file>\S{1,300}compose[\w.-]*\.ya?ml): no such file or directory/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group) => ({ file: group('file') }),

  headline: ({ file }) => ({
    en: file === '' ? 'There is no Compose file in this folder or above it' : `The Compose file ${file} does not exist`,
    zh: file === '' ? '当前目录及其上级目录中没有 Compose 文件' : `Compose 文件 ${file} 不存在`,
  }),
  why: {
    en: `Compose looks for compose.yaml, compose.yml, docker-compose.yaml and docker-compose.yml in the current folder and its parents,
      unless -f or COMPOSE_FILE names another. The command was run elsewhere, or COMPOSE_FILE is left over from another project.`,
    zh: `Compose 会在当前目录及其上级目录查找 compose.yaml、compose.yml、docker-compose.yaml、docker-compose.yml，
      除非用 -f 或 COMPOSE_FILE 指定了别的文件。可能是在别的目录执行了命令，或 COMPOSE_FILE 是其他项目遗留的。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'find-the-file',
      title: { en: 'See where you are and which files there are', zh: '查看当前位置和已有的文件' },
      risk: 'read',
      steps: [
        shell(
          'pwd; ls -1 *compose*.y*ml; echo "COMPOSE_FILE=$COMPOSE_FILE"',
          'Get-Location; Get-ChildItem *compose*.y*ml; "COMPOSE_FILE=$env:COMPOSE_FILE"',
          'read',
        ),
      ],
    },
    {
      id: 'name-the-file',
      title: { en: 'Run it in the project folder, or name the file', zh: '在项目目录里运行，或指明文件' },
      risk: 'disruptive',
      steps: [run(['docker', 'compose', '-f', 'path/to/compose.yaml', 'up', '-d'], 'disruptive')],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'cli/options.go', symbol: 'ProjectFromOptions' }],
});

export default composeNoConfigFile;

export const examples: ExamplesOf<typeof composeNoConfigFile> = [
  {
    name: 'wrong folder',
    log: `no configuration file provided: not found
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'an env file is missing, not the Compose file',
    log: `env file /srv/shop/.env not found: stat /srv/shop/.env: no such file or directory
`,
    matches: false,
    is: 'env-file-missing',
  },
];
