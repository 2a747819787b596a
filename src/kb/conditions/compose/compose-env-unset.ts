import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { askFor } from '../../shared/give-variable.ts';
import { edit, look, run } from '#core/model/steps.ts';

const composeEnvUnset = condition({
  id: 'compose-env-unset',
  stage: 'compose',
  title: { en: 'A variable used in the Compose file has no value', zh: 'Compose 文件里使用的变量没有值' },

  signatures: [
    {
      on: ['warning', 'output'],
      says: 'variable is not set. Defaulting to a blank string',
      pattern: /The "?(?<variable>[\w]{1,80})"? variable is not set/,
      also: [
        {
          on: 'error',
          within: 'log',
          says: [
            'invalid reference format',
            'empty section between colons',
            'is missing a target port',
            'No port specified',
            'invalid hostPort',
            'invalid containerPort',
            'neither an image nor a build context',
            'invalid spec: ',
            'invalid proto',
          ],
        },
      ],
      when: ({ step, service }) => step === undefined && service === undefined,
    },
    {
      on: ['warning', 'output'],
      says: 'variable is not set. Defaulting to a blank string',
      pattern: /The "?(?<variable>[\w]{1,80})"? variable is not set/,
      strength: 'hints',
      also: [{ on: 'error', within: 'log', says: ' is unhealthy' }],
      when: ({ step, service }) => step === undefined && service === undefined,
    },
  ],
  facts: (group) => ({ variable: group('variable') }),

  yieldsTo: [
    'missing-runtime-env',
    'compose-env-required-missing',
    'pg-password-missing',
    'mysql-password-option-missing',
  ],
  headline: ({ variable }) => ({
    en: `\${${variable}} has no value, so Compose put an empty text in its place`,
    zh: `\${${variable}} 没有值，Compose 用空字符串代替了它`,
  }),
  why: {
    en: `Compose fills in variables from the shell, then from .env in the project folder or from --env-file; env_file: of a service is not read for this.
      An empty tag, port, path or password breaks something later that does not mention the variable any more. A "$" that was meant as itself is written "$$".`,
    zh: `Compose 先从 shell、再从项目目录的 .env 或 --env-file 取变量；服务的 env_file: 不参与替换。
      空的标签、端口、路径或密码会在后面引发错误，而那里不再提到这个变量。如果 “$” 就是字面值，要写成 “$$”。`,
  },

  evidence: {
    compose: {
      probe: 'project.compose',
      about: () => ({}),
      confirms: ({ unset }, { variable }) => unset.some((one) => one.variable === variable && one.state === 'unset'),
      // The shell that ran Compose may have had other variables.
      refutes: () => false,
      tells: ({ unset }, { variable }) => {
        const { file = '', line = 0 } = unset.find((one) => one.variable === variable) ?? {};
        return {
          en: `${file}:${line} uses ${variable}, and neither .env nor this environment has it.`,
          zh: `${file}:${line} 用到了 ${variable}，而 .env 和当前环境里都没有它。`,
        };
      },
    },
  },

  ahead: {
    asks: ['project.compose'],
    finds: ({ 'project.compose': compose }) =>
      (compose?.unset ?? [])
        .filter(({ required, key, variable }) => !required && isNeeded(key, variable))
        .map(({ variable, file, line, key = [] }) => ({
          facts: { variable },
          how: 'likely',
          tells: {
            en: `${variable} has no value in the shell or in .env, so ${key.slice(2).join('.')} gets an empty text.`,
            zh: `shell 和 .env 中都没有 ${variable}，${key.slice(2).join('.')} 会得到空字符串。`,
          },
          at: { file, line },
          ...(key[0] === 'services' && key[1] !== undefined && { service: key[1] }),
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
      id: 'see-what-compose-reads',
      title: { en: 'See what Compose fills in', zh: '查看 Compose 替换后的结果' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'config', '--variables']), look(['docker', 'compose', 'config', '--quiet'])],
    },
    {
      id: 'define-it',
      title: {
        en: 'Define it in .env of the project folder, or give it a default',
        zh: '在项目目录的 .env 中定义它，或给出默认值',
      },
      risk: 'disruptive',
      steps: [
        edit('.env', { en: 'Add the variable.', zh: '加入该变量。' }, { after: `${variable}=…` }),
        edit(
          'compose.yaml',
          { en: 'Or stop early with a clear message, or use a default.', zh: '或者尽早报错，或使用默认值。' },
          {
            before: `\${${variable}}`,
            after: `\${${variable}:?set it in .env}`,
          },
        ),
        run(['docker', 'compose', 'up', '-d'], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'template/template.go', symbol: 'DefaultReplacementAppliedFunc' }],
});

/** Where an empty text breaks something: in the shape of the service, or in a variable no program does without. */
function isNeeded(key: readonly string[] = [], variable: string): boolean {
  const [top, , section = '', name = ''] = key;
  if (top !== 'services') return false;
  if (['image', 'ports', 'volumes', 'container_name', 'build'].includes(section))
    return section !== 'build' || name !== 'args';
  return (
    section === 'environment' &&
    /(?:PASSWORD|PASSWD|SECRET_KEY|DATABASE_URL|DB_URL|REDIS_URL|MONGO\w*_UR[IL])/.test(`${key.join(' ')} ${variable}`)
  );
}

export default composeEnvUnset;

export const examples: ExamplesOf<typeof composeEnvUnset> = [
  {
    name: 'an empty tag',
    log: `time="2026-11-22T14:02:08Z" level=warning msg="The \\"TAG\\" variable is not set. Defaulting to a blank string."
unable to get image 'shop:': Error response from daemon: invalid reference format
`,
    matches: { variable: 'TAG' },
    verdict: 'suspected',
  },
  {
    name: 'the empty value harmed nothing',
    log: `time="2026-11-22T14:02:08Z" level=warning msg="The \\"SENTRY_DSN\\" variable is not set. Defaulting to a blank string."
Error response from daemon: network shop_default has active endpoints
`,
    matches: false,
  },
  {
    name: 'the file and the line that use it',
    log: `time="2026-11-22T14:02:08Z" level=warning msg="The \\"TAG\\" variable is not set. Defaulting to a blank string."
unable to get image 'shop:': Error response from daemon: invalid reference format
`,
    matches: { variable: 'TAG' },
    world: {
      'project.compose': {
        name: 'shop',
        files: ['compose.yaml'],
        by: 'files',
        problems: [],
        disabled: [],
        networks: [],
        volumes: [],
        unset: [{ variable: 'TAG', file: 'compose.yaml', line: 7, state: 'unset', required: false }],
      },
    },
    speaks: ['for'],
  },
  {
    name: 'another variable proves nothing',
    log: `time="2026-11-22T14:02:08Z" level=warning msg="The \\"TAG\\" variable is not set. Defaulting to a blank string."
unable to get image 'shop:': Error response from daemon: invalid reference format
`,
    matches: { variable: 'TAG' },
    world: {
      'project.compose': {
        name: 'shop',
        files: ['compose.yaml'],
        by: 'files',
        problems: [],
        disabled: [],
        networks: [],
        volumes: [],
        unset: [{ variable: 'QUITE_ANOTHER', file: 'compose.yaml', line: 7, state: 'unset', required: false }],
      },
    },
    speaks: [],
  },
];

export const aheadExamples: AheadExamplesOf<typeof composeEnvUnset> = [
  {
    name: 'a password and a tag without value',
    project: {
      'compose.yaml': `services:
  app:
    image: shop:\${DRYDOCK_TEST_TAG}
    environment:
      DB_PASSWORD: \${DRYDOCK_TEST_PASSWORD}
`,
    },
    finds: [
      { facts: { variable: 'DRYDOCK_TEST_TAG' }, how: 'likely', at: 'compose.yaml:3' },
      { facts: { variable: 'DRYDOCK_TEST_PASSWORD' }, how: 'likely', at: 'compose.yaml:5' },
    ],
  },
  {
    name: 'something optional, a default, a dollar that is meant',
    project: {
      'compose.yaml': `services:
  app:
    image: shop:\${DRYDOCK_TEST_TAG:-latest}
    command: ["sh", "-c", "echo $$HOME"]
    environment:
      SENTRY_DSN: \${DRYDOCK_TEST_DSN}
      FEATURE: \${DRYDOCK_TEST_FEATURE-}
`,
    },
    finds: [],
  },
];
