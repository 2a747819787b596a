import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const buildEnvMissing = condition({
  id: 'build-env-missing',
  stage: 'shell',
  title: { en: 'The build needs an environment variable that it was not given', zh: '构建需要的环境变量没有提供' },

  signatures: [
    {
      on: 'output',
      says: 'Environment variable not found: ',
      pattern: /Environment variable not found: (?<name>\w{1,80})/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'Missing required environment variable',
        'missing required environment variable',
        'Missing environment variable',
        'environment variable is not set',
        'environment variable is required',
        'Invalid environment variables',
        'environment variable must be set',
      ],
      pattern: /^(?:.{0,120}?\b(?<name>[A-Z][A-Z0-9]{1,40}_[A-Z0-9_]{1,60})\b)?/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ['supabaseUrl is required', 'supabaseKey is required'],
      pattern: /(?<name>supabase(?:Url|Key))/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'KeyError: ',
      pattern: /^KeyError: '(?<name>[A-Z][A-Z0-9_]{2,80})'$/,
      when: isOfStep,
      strength: 'hints',
    },
    {
      on: 'output',
      says: 'The SECRET_KEY setting must not be empty',
      pattern: /(?<name>SECRET_KEY)/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Missing `secret_key_base` for',
      pattern: /(?<name>secret_key_base)/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Missing encryption key to decrypt file with. Ask your team for your master key',
      pattern: /put it in the ENV\['(?<name>\w{1,80})'\]/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['`DATABASE_URL` must be set, or `cargo sqlx prepare`', 'set `DATABASE_URL` to use query macros online'],
      pattern: /`(?<name>DATABASE_URL)`/,
      when: isOfStep,
      strength: 'states',
    },
    { on: 'output', says: 'ActiveSupport::MessageEncryptor::InvalidMessage', when: isOfStep, strength: 'hints' },
    {
      on: 'output',
      says: 'ImproperlyConfigured: Set the ',
      pattern: /Set the (?<name>\w{1,80}) environment variable/,
      when: isOfStep,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name') }),

  headline: ({ name }) => ({
    en:
      name === ''
        ? 'The build asks for an environment variable that is not set'
        : `The build asks for ${name}, which is not set in the step`,
    zh: name === '' ? '构建需要的环境变量没有设置' : `构建需要 ${name}，但该步骤中没有设置`,
  }),
  why: {
    en: `Build steps do not see env_file, environment: of Compose, or a .env file that .dockerignore leaves out: those hold for the
      running container. Only ARG, ENV and secret mounts reach a RUN.`,
    zh: `构建步骤看不到 Compose 的 env_file、environment，也看不到被 .dockerignore 排除的 .env：它们只对运行中的容器有效。
      能传到 RUN 的只有 ARG、ENV 和 secret 挂载。`,
  },

  retry: 'useless',
  remedies: ({ name }) => [
    {
      id: 'pass-to-the-build',
      title: { en: 'Pass it to the build', zh: '把它传给构建' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'A value that is no secret.', zh: '非机密的值。' },
          { after: `ARG ${name === '' ? 'NAME' : name}\nRUN npm run build` },
        ),
        edit(
          'Dockerfile',
          { en: 'A secret stays out of the image.', zh: '机密用 secret，不会留在镜像中。' },
          { after: `RUN --mount=type=secret,id=env_value,env=${name === '' ? 'NAME' : name} npm run build` },
        ),
        edit(
          'compose.yaml',
          { en: 'With Compose.', zh: '使用 Compose 时。' },
          { after: `build:\n  context: .\n  args:\n    - ${name === '' ? 'NAME' : name}` },
        ),
      ],
    },
    {
      id: 'do-not-need-it',
      title: { en: 'Or read it only when the program runs', zh: '或改为只在运行时读取' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'A placeholder is enough if the build only imports the code.',
            zh: '如果构建只是导入代码，用占位值即可。',
          },
          { after: `RUN ${name === '' ? 'NAME' : name}=placeholder npm run build` },
        ),
      ],
    },
  ],

  sources: [{ repo: 'prisma/prisma-engines', path: 'query-engine/…/error.rs', symbol: 'P1012' }],
});

export default buildEnvMissing;

export const examples: ExamplesOf<typeof buildEnvMissing> = [
  {
    name: 'Prisma during the build',
    log: `#11 [6/7] RUN npx prisma validate
#11 2.101 Error: Prisma schema validation
#11 2.101 error: Environment variable not found: DATABASE_URL.
#11 ERROR: process "/bin/sh -c npx prisma validate" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c npx prisma validate" did not complete successfully: exit code: 1
`,
    matches: { name: 'DATABASE_URL' },
    verdict: 'confirmed',
  },
  {
    name: 'an argument of the shell is empty',
    log: `#5 [2/2] RUN curl -fsSL $TOOL_URL -o tool.tgz
#5 0.101 curl: (2) no URL specified
#5 ERROR: process "/bin/sh -c curl -fsSL $TOOL_URL -o tool.tgz" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL $TOOL_URL -o tool.tgz" did not complete successfully: exit code: 2
`,
    matches: false,
    is: 'build-arg-missing',
  },
  {
    name: 'the key of encrypted Rails credentials',
    log: `#9 [7/9] RUN bin/rails assets:precompile
#9 3.42 Missing encryption key to decrypt file with. Ask your team for your master key and write it to /app/config/master.key or put it in the ENV['RAILS_MASTER_KEY'].
#9 ERROR: process "/bin/sh -c bin/rails assets:precompile" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bin/rails assets:precompile" did not complete successfully: exit code: 1
`,
    matches: { name: 'RAILS_MASTER_KEY' },
  },
];
