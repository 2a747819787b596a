import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, shell } from '#core/model/steps.ts';

const envFileMissing = condition({
  id: 'env-file-missing',
  stage: 'compose',
  title: { en: 'An env file the Compose file names does not exist', zh: 'Compose 文件引用的 env 文件不存在' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['env file ', "ouldn't find env file: "],
      pattern: /(?:env file (?<path>.{1,300}?) not found: |[Cc]ouldn't find env file: (?<old>\S{1,300}))/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
    {
      on: ['error', 'output'],
      says: ['.env: no such file or directory', '.env: The system cannot find the file specified'],
      pattern:
        /(?:Failed to load |open |stat )(?<path>\S{1,300}\.env)(?:: open \S{1,300})?: (?:no such file|The system cannot find)/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
  ],
  facts: (group) => ({ path: group('path') || group('old') }),

  headline: ({ path }) => ({ en: `The env file ${path} does not exist`, zh: `env 文件 ${path} 不存在` }),
  why: {
    en: `env_file: of a service, or --env-file on the command line, names a file that is not there. Such files are kept out of git on purpose,
      so a fresh clone or a CI job does not have them. The path is relative to the Compose file.`,
    zh: `服务的 env_file: 或命令行的 --env-file 指向了不存在的文件。这类文件通常故意不放进 git，
      所以新克隆的仓库或 CI 任务里没有。路径相对于 Compose 文件。`,
  },

  evidence: {
    file: {
      probe: 'project.path',
      about: ({ path }) => ({ path: path.split('/').at(-1) ?? path }),
      confirms: (answer) => !answer.exists && answer.similar.length > 0,
      refutes: () => false,
      tells: (answer) => ({
        en: `Not in the project; there is ${answer.similar.slice(0, 3).join(', ')}.`,
        zh: `项目中没有该文件；有 ${answer.similar.slice(0, 3).join('、')}。`,
      }),
    },
  },

  ahead: {
    asks: ['project.services'],
    finds: ({ 'project.services': services = [] }) =>
      services.flatMap(({ name, envFiles = [] }) =>
        envFiles
          .filter(({ exists, required }) => required && !exists)
          .map(({ path }) => ({
            facts: { path },
            how: 'certain' as const,
            tells: { en: `${name} reads ${path}, which is not there.`, zh: `${name} 要读取 ${path}，但它不存在。` },
            at: { key: ['services', name, 'env_file', path] },
            service: name,
          })),
      ),
  },

  retry: 'useless',
  remedies: ({ path }) => [
    {
      id: 'create-it',
      title: { en: 'Create it from the example, and fill in the values', zh: '从示例文件创建它，并填写真实的值' },
      risk: 'reversible',
      steps: [
        shell('cp -n .env.example .env', 'if (!(Test-Path .env)) { Copy-Item .env.example .env }', 'reversible'),
        advise(
          `Fill in the values in ${path}. In CI, write it from the secrets of the job.`,
          `在 ${path} 中填写真实的值。在 CI 里由任务的密钥生成它。`,
        ),
      ],
    },
    {
      id: 'make-it-optional',
      title: {
        en: 'Or say that the file may be absent (Compose 2.24 and newer)',
        zh: '或者声明该文件可以缺失（Compose 2.24 起）',
      },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Long syntax.', zh: '长写法。' },
          { after: 'env_file:\n  - path: .env\n    required: false' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'compose-spec/compose-go', path: 'types/project.go', symbol: 'WithServicesEnvironmentResolved' },
    { repo: 'compose-spec/compose-go', path: 'dotenv/env.go' },
  ],
});

export default envFileMissing;

export const examples: ExamplesOf<typeof envFileMissing> = [
  {
    name: 'env_file of a service',
    log: `env file /srv/shop/prod.env not found: stat /srv/shop/prod.env: no such file or directory
`,
    matches: { path: '/srv/shop/prod.env' },
    verdict: 'confirmed',
  },
  {
    name: '--env-file',
    log: `couldn't find env file: /srv/shop/prod.env
`,
    matches: { path: '/srv/shop/prod.env' },
  },
  {
    name: 'the Compose file itself is missing',
    log: `no configuration file provided: not found
`,
    matches: false,
    is: 'compose-no-config-file',
  },
];

export const aheadExamples: AheadExamplesOf<typeof envFileMissing> = [
  {
    name: 'the example was never copied',
    project: {
      'app.env.example': 'A=1\n',
      'compose.yaml': `services:
  app:
    image: shop
    env_file: app.env
`,
    },
    finds: [{ facts: { path: 'app.env' }, how: 'certain', at: 'compose.yaml:4' }],
  },
  {
    name: 'it is not required',
    project: {
      'compose.yaml': `services:
  app:
    image: shop
    env_file: [{ path: app.env, required: false }]
`,
    },
    finds: [],
  },
];
