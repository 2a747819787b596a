import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { closest } from '../../shared/closest.ts';
import { SERVICE_KEYS, TOP_KEYS } from '../../shared/compose-keys.ts';
import { edit, look } from '#core/model/steps.ts';

const composeUnknownProperty = condition({
  id: 'compose-unknown-property',
  stage: 'compose',
  title: { en: 'The Compose file has a key that does not exist there', zh: 'Compose 文件中有一个此处不存在的键' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ["additional properties '", 'Additional property '],
      pattern:
        /(?:(?<path>[\w.()-]{1,200}) )?(?:additional properties '(?<key>[^']{1,80})'(?:, '[^']{1,80}'){0,20}|Additional property (?<old>\S{1,80}) is) not allowed/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
    {
      on: ['error', 'output'],
      says: [
        'Unsupported config option for ',
        'Invalid top-level property "',
        "Additional properties are not allowed ('",
      ],
      pattern:
        /(?:Unsupported config option for (?<path>[\w.-]{1,200}): '(?<key>[^']{1,80})'|Invalid top-level property "(?<old>[^"]{1,80})"|Additional properties are not allowed \('(?<v1>[^']{1,80})')/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path'), key: group('key') || group('old') || group('v1') }),

  headline: ({ path, key }) => ({
    en: `"${key}" is no key Compose knows${path === '' ? '' : ` under ${path}`}`,
    zh: `Compose 不认识${path === '' ? '' : ` ${path} 下的`} "${key}" 这个键`,
  }),
  why: {
    en: `The file is valid YAML; its keys are checked against the schema of the Compose specification. The key is misspelt, stands one level too high or too low
      (a service at the top when "services:" is missing), or belongs to a newer Compose than the one installed.`,
    zh: `文件是合法的 YAML；Compose 会按规范的 schema 检查键名。该键拼写错误、层级过高或过低
      （缺少 “services:” 时服务名会落到顶层），或属于比已安装版本更新的 Compose。`,
  },

  retry: 'useless',
  remedies: ({ path, key }) => [
    nearKey(path, key),
    {
      id: 'correct-the-key',
      title: { en: 'Correct the spelling or the level of the key', zh: '改正键的拼写或层级' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: `Look for "${key}"${path === '' ? '' : ` under ${path}`}; often it is "environment", "volumes", "depends_on" or the indentation.`,
            zh: `找到${path === '' ? '' : ` ${path} 下的`} "${key}"；常见的是 “environment”、“volumes”、“depends_on” 拼错或缩进错误。`,
          },
          { before: `${key}:` },
        ),
        look(['docker', 'compose', 'config', '--quiet']),
      ],
    },
    {
      id: 'newer-compose',
      title: {
        en: 'If the key is right: see whether this Compose is new enough',
        zh: '如果键没有写错：确认 Compose 版本够新',
      },
      risk: 'read',
      steps: [look(['docker', 'compose', 'version'])],
    },
  ],

  sources: [
    { repo: 'compose-spec/compose-go', path: 'schema/schema.go', symbol: 'Validate' },
    { repo: 'santhosh-tekuri/jsonschema', path: 'kind/kind.go', symbol: 'AdditionalProperties' },
  ],
});

/** One key of that level is spelt nearly so. */
function nearKey(path: string, key: string): Remedy | undefined {
  const [, service] = /^services\.([^.]+)$/.exec(path) ?? [];
  const meant = closest(key, service === undefined ? (path === '' ? TOP_KEYS : []) : SERVICE_KEYS);
  if (meant === undefined) return undefined;
  return {
    id: 'spell-it-right',
    title: { en: `Write ${meant} for ${key}`, zh: `把 ${key} 改成 ${meant}` },
    risk: 'reversible',
    steps: [
      edit(
        'compose.yaml',
        { en: 'The value below it stays.', zh: '其下的值不变。' },
        {
          before: `${key}:`,
          after: `${meant}:`,
          makes: {
            kind: 'yaml',
            path: [...(service === undefined ? [] : ['services', service]), key],
            rename: meant,
          },
        },
      ),
    ],
  };
}

export default composeUnknownProperty;

export const examples: ExamplesOf<typeof composeUnknownProperty> = [
  {
    name: 'a key that is like no other',
    log: `validating /srv/shop/compose.yaml: services.web additional properties 'frobnicate' not allowed
`,
    matches: { path: 'services.web', key: 'frobnicate' },
    remedies: ['correct-the-key', 'newer-compose'],
  },
  {
    name: 'newer Compose',
    log: `validating /srv/shop/compose.yaml: services.web additional properties 'enviroment' not allowed
`,
    matches: { path: 'services.web', key: 'enviroment' },
    verdict: 'confirmed',
  },
  {
    name: 'up to 2.35',
    log: `validating /srv/shop/docker-compose.yml: services.web Additional property enviroment is not allowed
`,
    matches: { path: 'services.web', key: 'enviroment' },
  },
  {
    name: 'the key is right, its value is not',
    log: `validating /srv/shop/compose.yaml: services.web.ports must be a array
`,
    matches: false,
    is: 'compose-wrong-type',
  },
  {
    name: 'docker-compose 1',
    log: `ERROR: Validation failed in file './docker-compose.yml', reason(s):
Additional properties are not allowed ('imagee' was unexpected)
`,
    matches: { key: 'imagee' },
  },
];
