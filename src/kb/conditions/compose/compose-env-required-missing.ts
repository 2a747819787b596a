import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { askFor } from '../../shared/give-variable.ts';
import { edit, look, run } from '#core/model/steps.ts';

const composeEnvRequiredMissing = condition({
  id: 'compose-env-required-missing',
  stage: 'compose',
  title: { en: 'A variable the Compose file demands has no value', zh: 'Compose 文件要求的变量没有值' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ' is missing a value',
      pattern: /required variable (?<variable>\w{1,80}) is missing a value(?:: (?<message>[^\n]{1,200}))?/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: ['error', 'output'],
      says: 'Missing mandatory value for "',
      pattern: /Missing mandatory value for "[^"]{1,80}" option interpolating \$?\{?(?<variable>\w{1,80})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ variable: group('variable'), message: group('message') }),

  headline: ({ variable, message }) => ({
    en: `Compose stops because ${variable} is not set${message === '' ? '' : `: ${message}`}`,
    zh: `没有设置 ${variable}，Compose 因此停止${message === '' ? '' : `：${message}`}`,
  }),
  why: {
    en: `The Compose file asks for the variable with \${…:?…}, so an empty or missing value ends the command before anything is started.
      Compose reads the shell and the .env next to the file, or --env-file; env_file: of a service is for the container only.`,
    zh: `Compose 文件用 \${…:?…} 要求该变量，因此值缺失或为空时，在启动任何东西之前就会结束。
      Compose 读取 shell 和文件旁的 .env（或 --env-file）；服务的 env_file: 只给容器用。`,
  },

  ahead: {
    asks: ['project.compose'],
    finds: ({ 'project.compose': compose }) =>
      (compose?.unset ?? [])
        .filter(({ required }) => required)
        .map(({ variable, file, line }) => ({
          facts: { variable, message: '' },
          how: 'certain',
          tells: {
            en: `${variable} has no value in the shell or in .env, and the file insists on one.`,
            zh: `shell 和 .env 中都没有 ${variable}，而文件要求必须有值。`,
          },
          at: { file, line },
        })),
  },

  retry: 'useless',
  remedies: ({ variable }) => [
    {
      id: 'set-it-in-env',
      title: { en: `Set ${variable} in .env`, zh: `在 .env 中设置 ${variable}` },
      risk: 'reversible',
      steps: askFor(variable),
    },
    {
      id: 'define-it',
      title: { en: 'Define the variable where Compose reads it', zh: '在 Compose 会读取的地方定义它' },
      risk: 'disruptive',
      steps: [
        edit(
          '.env',
          {
            en: 'In the project folder; start from .env.example if there is one.',
            zh: '在项目目录中；如有 .env.example，可由它开始。',
          },
          { after: `${variable}=…` },
        ),
        look(['docker', 'compose', 'config', '--quiet']),
        run(['docker', 'compose', 'up', '-d'], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'template/template.go', symbol: 'withRequired' }],
});

export default composeEnvRequiredMissing;

export const examples: ExamplesOf<typeof composeEnvRequiredMissing> = [
  {
    name: 'demanded by the file',
    log: `error while interpolating services.a.environment.K: required variable KEY is missing a value: KEY must be set
`,
    matches: { variable: 'KEY', message: 'KEY must be set' },
    verdict: 'confirmed',
  },
  {
    name: 'the container complains, not Compose',
    log: `app-1  | Error: Missing required environment variable: JWT_SECRET
app-1 exited with code 1
`,
    matches: false,
    is: 'missing-runtime-env',
  },
];

export const aheadExamples: AheadExamplesOf<typeof composeEnvRequiredMissing> = [
  {
    name: 'nobody sets it',
    project: {
      'compose.yaml': `services:
  app:
    image: shop
    environment:
      KEY: \${DRYDOCK_TEST_KEY:?set it in .env}
`,
    },
    finds: [{ facts: { variable: 'DRYDOCK_TEST_KEY', message: '' }, how: 'certain', at: 'compose.yaml:5' }],
  },
  {
    name: '.env sets it',
    project: {
      '.env': 'DRYDOCK_TEST_KEY=x\n',
      'compose.yaml': `services:
  app:
    image: shop
    environment:
      KEY: \${DRYDOCK_TEST_KEY:?set it in .env}
`,
    },
    finds: [],
  },
];
