import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, shell } from '#core/model/steps.ts';

const contextNotFound = condition({
  id: 'context-not-found',
  stage: 'client',
  title: { en: 'The selected Docker context does not exist', zh: '所选的 Docker context 不存在' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'context not found',
      pattern: /[Cc]ontext "(?<name>[^"]{1,128})": context not found/,
      strength: 'states',
    },
    {
      on: 'error',
      says: 'does not exist',
      pattern: /^context "(?<name>[^"]{1,128})" does not exist/,
    },
  ],
  facts: (group) => ({ name: group('name') }),

  headline: ({ name }) => ({
    en: `There is no Docker context named "${name}"`,
    zh: `没有名为 "${name}" 的 Docker context`,
  }),
  why: {
    en: `The client was told by --context, DOCKER_CONTEXT or config.json to use a named context and found no files
      for it in this home directory. It often happens under sudo or in CI, where HOME is another one.`,
    zh: `--context、DOCKER_CONTEXT 或 config.json 指定了一个 context，
      但当前 HOME 目录下没有它的文件。常见于 sudo 或 CI，因为那里的 HOME 不同。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-contexts',
      title: { en: 'See which contexts exist and who chose this one', zh: '查看有哪些 context，以及由谁选中' },
      risk: 'read',
      steps: [
        look(['docker', '--context', 'default', 'context', 'ls']),
        shell(
          'env | grep ^DOCKER_; grep currentContext ~/.docker/config.json',
          'Get-ChildItem Env:DOCKER_*; Select-String currentContext $HOME/.docker/config.json',
          'read',
        ),
      ],
    },
    {
      id: 'use-default',
      title: { en: 'Use the default context', zh: '改用默认 context' },
      risk: 'reversible',
      steps: [
        shell(
          'unset DOCKER_CONTEXT; docker context use default',
          'Remove-Item Env:DOCKER_CONTEXT -ErrorAction SilentlyContinue; docker context use default',
          'reversible',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'docker/cli', path: 'cli/context/store/metadatastore.go', symbol: 'getRawMetadata' },
    { repo: 'docker/cli', path: 'cli/command/cli.go' },
  ],
});

export default contextNotFound;

export const examples: ExamplesOf<typeof contextNotFound> = [
  {
    name: 'under sudo',
    log: `unable to resolve docker endpoint: context "colima": context not found: open /root/.docker/contexts/meta/f24fd3749c1368328e2b149bec149cb6795619f244c5b584e844961215dadd16/meta.json: no such file or directory
`,
    matches: { name: 'colima' },
  },
  {
    name: 'the context exists, its engine does not run',
    log: `Cannot connect to the Docker daemon at unix:///home/dev/.colima/default/docker.sock. Is the docker daemon running?
`,
    matches: false,
    is: 'daemon-unreachable-unix',
  },
];
