import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { giveVariable } from '../../shared/give-variable.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const NAME = String.raw`(?<variable>[A-Z][A-Z0-9]*_[A-Z0-9_]+|TOKEN|SECRET|DOMAIN|APIKEY|PORT)`;
const ABSENT = String.raw`(?:not set|not defined|not configured|not provided|not found|unset|undefined|missing|required|empty|mandatory)`;

/** A default that is used instead is no failure; a variable missing while an image is built is another cause. */
function isFatal({ step, text }: { readonly step?: string; readonly text: string }): boolean {
  return (
    step === undefined &&
    !/default|fall(?:ing)? ?back|\bwarn|ignor|skipp|disabl|optional|deprecat|\bINFO\b|\bDEBUG\b|\[info\]/i.test(text)
  );
}

const missingRuntimeEnv = condition({
  id: 'missing-runtime-env',
  stage: 'runtime',
  title: {
    en: 'A program needs an environment variable that its container does not have',
    zh: '程序需要的环境变量在容器里不存在',
  },

  signatures: [
    {
      on: 'output',
      says: [
        ' is not set',
        ' is not defined',
        ' is missing',
        ' is required',
        ' not configured',
        ' must be set',
        ' must be provided',
        ' not provided',
        ' is undefined',
        ' is empty',
      ],
      pattern: new RegExp(
        `(?:^|[\\s"'\`(:])${NAME}["'\`]?(?: environment variable| env(?:ironment)? var(?:iable)?| variable)? (?:is |was |must be )(?:${ABSENT}|set|provided|defined)`,
      ),
      when: isFatal,
    },
    {
      on: 'output',
      says: ['nvironment variable'],
      pattern: new RegExp(
        `[Ee]nvironment variables?:? (?:not found: )?["'\`]?${NAME}["'\`]?(?: is| was| are)? ?(?:must be set|${ABSENT}|$|\\.)`,
      ),
      when: isFatal,
    },
    {
      on: 'output',
      says: [
        'issing required env',
        'issing environment variable',
        'issing env var',
        'issing required variable',
        'Environment variable not found: ',
        'nvironment variables are missing',
        'required environment variable',
        'env variables are missing',
        'Missing env.',
        'required key ',
      ],
      pattern: new RegExp(
        `(?:issing (?:the )?(?:required )?env(?:ironment)?(?: var(?:iable)?s?)?[:.]? ?|issing required variables?:? |variable not found: |variables are missing:? |required environment variables?:? (?:not set:? |missing:? )?|required key )\\W{0,4}(?:${NAME})?`,
      ),
      when: isFatal,
    },
    {
      on: 'output',
      says: ["KeyError: '"],
      pattern: /KeyError: '(?<variable>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'$/,
      also: [{ says: ['os.environ', 'frozen os', '/os.py"'] }],
      strength: 'states',
      when: isFatal,
    },
    // Logged without its traceback, it may be the key of any dictionary; a name like these is hardly ever one.
    {
      on: 'output',
      says: ["KeyError: '"],
      pattern:
        /KeyError: '(?<variable>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:URL|URI|DSN|HOST|PORT|KEY|TOKEN|SECRET|PASSWORD))'$/,
      unless: [{ says: ['os.environ', 'frozen os', '/os.py"'] }],
      strength: 'hints',
      when: isFatal,
    },
    {
      on: 'output',
      says: [' validation error for ', ' validation errors for '],
      pattern: /\d validation errors? for \w{0,60}(?:Settings|Config|Env)\b/,
      also: [{ says: ['Field required', 'field required'] }],
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: [': unbound variable', ': parameter null or not set', ': parameter not set'],
      pattern: /: (?<variable>[A-Z][A-Z0-9_]{2,}): (?:unbound variable|parameter (?:null or )?not set)/,
      when: isFatal,
    },
    {
      on: 'output',
      says: [
        "Could not resolve placeholder '",
        'key not found: "',
        'Missing `secret_key_base`',
        'Missing secret_key_base',
        'Missing encryption key to decrypt file with',
        'The SECRET_KEY setting must not be empty',
        ' environment variable is missing or empty',
        'Declare it as envvar or define a default value',
        'by setting the ',
        'Set the ',
      ],
      pattern:
        /(?:resolve placeholder '(?<spring>[\w.-]{1,80})'|key not found: "(?<variable>[A-Z][A-Z0-9_]{2,60})" \(KeyError\)|Missing `?(?<rails>secret_key_base)|put it in the ENV\['(?<master>\w{1,60})'\]|The (?<django>SECRET_KEY) setting must not be empty|\b(?<node>[A-Z][A-Z0-9_]{2,60}) environment variable is missing or empty|\b(?<decouple>[A-Z][A-Z0-9_]{2,60}) not found\. Declare it as envvar|must be set either by passing \S+ to the client or by setting the (?<client>[A-Z][A-Z0-9_]{2,60}) environment variable|Set the (?<environ>[A-Z][A-Z0-9_]{2,60}) environment variable)/,
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: [
        'SCRAM-SERVER-FIRST-MESSAGE: client password must be a string',
        'parameter to `openUri()` must be a string, got "undefined"',
        'secretOrPrivateKey must have a value',
        'No application encryption key has been specified',
      ],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({
    variable:
      ['variable', 'spring', 'rails', 'django', 'node', 'decouple', 'client', 'environ', 'master']
        .map(group)
        .find((name) => name !== '') ?? '',
    service: event.service,
  }),

  yieldsTo: ['opensearch-admin-password-missing', 'mongo-config-invalid', 'kafka-config-invalid'],
  headline: ({ variable, service }) => ({
    en:
      variable === ''
        ? `${service ?? 'The program'} stops because a required environment variable is missing`
        : `${service ?? 'The program'} stops because ${variable} is not set in its container`,
    zh:
      variable === ''
        ? `${service === undefined ? '程序' : `${service} `}缺少必需的环境变量，因此停止`
        : `${service === undefined ? '程序' : `${service} `}的容器里没有设置 ${variable}，因此停止`,
  }),
  why: {
    en: `The program itself checked the variable and gave up. The .env file next to the Compose file only fills in $\{…} inside that file;
      a container gets a variable only through environment: or env_file: of its service (or -e with docker run).
      An empty value, after Compose's warning "Defaulting to a blank string", counts as missing too.`,
    zh: `程序自己检查了该变量后放弃。Compose 文件旁的 .env 只用来替换文件中的 $\{…}；
      容器只能通过服务的 environment: 或 env_file:（docker run 用 -e）得到变量。
      Compose 警告“Defaulting to a blank string”之后的空值也算缺失。`,
  },

  evidence: {
    services: {
      probe: 'project.services',
      about: () => ({}),
      confirms: (services, { variable, service }) => {
        const own = services.find(({ name }) => name === service);
        return own !== undefined && variable !== '' && (own.environment[variable]?.isEmpty ?? true);
      },
      refutes: () => false,
      tells: (services, { variable, service }) =>
        services.find(({ name }) => name === service)?.environment[variable] === undefined
          ? { en: `The service is given no ${variable}.`, zh: `该服务没有得到 ${variable}。` }
          : {
              en: `The service is given ${variable}; see whether it is empty.`,
              zh: `该服务得到了 ${variable}，请看它是否为空。`,
            },
    },
    compose: onlyToRepair('project.compose'),
    envFiles: onlyToRepair('project.envFiles'),
  },

  retry: 'useless',
  remedies: ({ variable, service }, seen) => [
    giveVariable(variable, service, seen),
    {
      id: 'see-what-it-gets',
      title: { en: 'See which variables the service is given (names only)', zh: '查看服务得到了哪些变量（只看名字）' },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'config', '--variables']),
        ...(service === undefined ? [] : [look(inService(service, 'sh', '-c', 'env | cut -d= -f1 | sort'))]),
      ],
    },
    {
      id: 'give-the-variable',
      title: { en: 'Define it once and hand it to the service', zh: '定义一次，并交给该服务' },
      risk: 'disruptive',
      steps: [
        edit(
          '.env',
          {
            en: 'Add the variable with its real value; keep this file out of git.',
            zh: '写入变量和真实的值；不要把此文件提交到 git。',
          },
          { after: `${variable === '' ? 'NAME' : variable}=…` },
        ),
        edit(
          'compose.yaml',
          {
            en: `Pass it on to ${service ?? 'the service'}, and let Compose stop early if it is missing.`,
            zh: `传给${service === undefined ? '该服务' : ` ${service}`}，缺失时让 Compose 提前停止。`,
          },
          {
            after: `environment:\n  ${variable === '' ? 'NAME' : variable}: $\{${variable === '' ? 'NAME' : variable}:?set it in .env}`,
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', ...(service === undefined ? [] : [service])], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'compose-spec/compose-go', path: 'template/template.go' },
    { repo: 'python/cpython', path: 'Lib/os.py', symbol: '_Environ.__getitem__' },
    { repo: 'openai/openai-python', path: 'src/openai/_client.py' },
    {
      repo: 'spring-projects/spring-framework',
      path: 'spring-core/src/main/java/org/springframework/util/PropertyPlaceholderHelper.java',
    },
  ],
});

export default missingRuntimeEnv;

export const examples: ExamplesOf<typeof missingRuntimeEnv> = [
  {
    name: '.env has it, and the service is not given it',
    log: `app-1  | KeyError: 'REDIS_URL'
app-1 exited with code 1
`,
    matches: { variable: 'REDIS_URL', service: 'app' },
    project: {
      '.env': 'REDIS_URL=redis://redis:6379/0\n',
      'compose.yaml': `services:
  app:
    image: shop
    environment: { A: "1" }
`,
    },
    remedies: ['hand-on-the-variable', 'see-what-it-gets', 'give-the-variable'],
  },
  {
    name: 'an API key',
    log: `app-1  | 2026-11-22 13:31:49,275 ERROR [app] health check failed: dashscope: DASHSCOPE_API_KEY is not set
app-1  | 2026-11-22 13:31:49,275 "GET /health HTTP/1.1" 503 -
dependency failed to start: container shop-app-1 is unhealthy
`,
    matches: { variable: 'DASHSCOPE_API_KEY', service: 'app' },
    remedies: ['see-what-it-gets', 'give-the-variable'],
  },
  {
    name: 'Python',
    log: `worker-1  | Traceback (most recent call last):
worker-1  |   File "/app/main.py", line 3, in <module>
worker-1  |     key = os.environ["STRIPE_SECRET_KEY"]
worker-1  | KeyError: 'STRIPE_SECRET_KEY'
worker-1 exited with code 1
`,
    matches: { variable: 'STRIPE_SECRET_KEY', service: 'worker' },
  },
  {
    name: 'Node',
    log: `api-1  | Error: Missing required environment variable: JWT_SECRET
api-1 exited with code 1
`,
    matches: { variable: 'JWT_SECRET' },
  },
  {
    name: 'Prisma',
    log: `web-1  | error: Environment variable not found: DATABASE_URL.
web-1  |   -->  schema.prisma:7
web-1 exited with code 1
`,
    matches: { variable: 'DATABASE_URL' },
  },
  {
    name: 'pydantic',
    log: `app-1  | pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings
app-1  | openai_api_key
app-1  |   Field required [type=missing, input_value={}, input_type=dict]
app-1 exited with code 1
`,
    matches: { service: 'app' },
  },
  {
    name: 'a default is used instead',
    log: `app-1  | WARN  LOG_LEVEL is not set, using the default "info"
app-1 exited with code 3
`,
    matches: false,
    is: null,
  },
  {
    name: 'the key of encrypted Rails credentials',
    log: `web-1  | Missing encryption key to decrypt file with. Ask your team for your master key and write it to /app/config/master.key or put it in the ENV['RAILS_MASTER_KEY'].
web-1 exited with code 1
`,
    matches: { variable: 'RAILS_MASTER_KEY' },
  },
  {
    name: 'pg is handed an empty password',
    log: `api-1  | Error: SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string
api-1 exited with code 1
`,
    matches: { variable: '', service: 'api' },
  },
];
