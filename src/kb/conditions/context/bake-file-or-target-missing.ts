import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const bakeFileOrTargetMissing = condition({
  id: 'bake-file-or-target-missing',
  stage: 'context',
  title: { en: 'Bake finds no definition, target or variable of that name', zh: 'Bake 找不到定义文件、target 或变量' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ["couldn't find a bake definition", 'failed to find target '],
      pattern: /(?<reason>couldn't find a bake definition|failed to find target [\w.-]{1,128})/,
      strength: 'states',
    },
    {
      on: 'error',
      says: ['docker-bake.hcl:', 'docker-bake.json:', 'docker-bake.override.hcl:'],
      pattern: /(?<reason>docker-bake[\w.]{0,40}:[\d,-]{1,20}:? [^\n]{1,200})/,
    },
  ],
  facts: (group) => ({ reason: group('reason') }),

  headline: ({ reason }) => ({
    en: `Bake: ${reason}`,
    zh: `Bake 失败：${reason}`,
  }),
  why: {
    en: `Bake reads docker-bake.hcl, docker-bake.json or the Compose file of the current directory, or the ones
      given with -f, and looks for the target there. The file is another one, or the name is spelt differently.`,
    zh: `Bake 读取当前目录的 docker-bake.hcl、docker-bake.json 或 Compose 文件，
      或 -f 指定的文件，并在其中查找 target。可能读的是别的文件，或名称不一致。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'print-definition',
      title: { en: 'See what Bake reads', zh: '查看 Bake 读到的内容' },
      risk: 'read',
      steps: [look(['docker', 'buildx', 'bake', '--print'])],
    },
    {
      id: 'name-file-and-target',
      title: { en: 'Name file and target', zh: '指明文件和 target' },
      risk: 'reversible',
      steps: [run(['docker', 'buildx', 'bake', '-f', 'docker-bake.hcl', 'default'], 'reversible')],
    },
  ],

  sources: [
    { repo: 'docker/buildx', path: 'commands/bake.go' },
    { repo: 'docker/buildx', path: 'bake/bake.go' },
  ],
});

export default bakeFileOrTargetMissing;

export const examples: ExamplesOf<typeof bakeFileOrTargetMissing> = [
  {
    name: 'no bake file here',
    log: `ERROR: couldn't find a bake definition
`,
    matches: {},
  },
  {
    name: 'an unknown target',
    log: `ERROR: failed to find target prod
`,
    matches: { reason: 'failed to find target prod' },
  },
  {
    name: 'a stage of the Dockerfile',
    log: `ERROR: failed to build: failed to solve: target stage "prod" could not be found
`,
    matches: false,
    is: 'target-stage-missing',
  },
];
