import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const opensearchAdminPasswordMissing = condition({
  id: 'opensearch-admin-password-missing',
  stage: 'data',
  title: { en: 'OpenSearch is given no (good enough) admin password', zh: 'OpenSearch 没有得到（足够强的）管理员密码' },

  signatures: [
    {
      on: 'output',
      says: [
        'No custom admin password found. Please provide a password via the environment variable',
        "Please define an environment variable 'OPENSEARCH_INITIAL_ADMIN_PASSWORD'",
      ],
      strength: 'states',
    },
    {
      on: 'output',
      says: ['failed validation: ', ' is weak. Please re-try with a minimum', ' is too similar to'],
      pattern: /Password (?<weak>\S{0,80} )?(?:failed validation|is weak|is too similar)/,
      also: [{ says: ['OpenSearch', 'opensearch', 'Security'] }],
      strength: 'states',
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'opensearch' }),

  headline: ({ service }) => ({
    en: `${service} needs OPENSEARCH_INITIAL_ADMIN_PASSWORD, strong enough, for its first start`,
    zh: `${service} 首次启动需要足够强的 OPENSEARCH_INITIAL_ADMIN_PASSWORD`,
  }),
  why: {
    en: `Since 2.12 the security plugin sets up its demo configuration only with a password of your own: eight characters at least, with upper and lower case, digit and special character, and not easily guessed.`,
    zh: `自 2.12 起，安全插件只有在给出自己的密码时才会建立演示配置：至少八个字符，含大小写字母、数字和特殊字符，且不易猜到。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'give-a-password',
      title: { en: 'Give it one', zh: '给出密码' },
      risk: 'disruptive',
      steps: [
        edit(
          '.env',
          { en: 'Keep this file out of git.', zh: '不要把此文件提交到 git。' },
          { after: 'OPENSEARCH_INITIAL_ADMIN_PASSWORD=…' },
        ),
        edit(
          'compose.yaml',
          { en: 'Hand it on.', zh: '传给服务。' },
          {
            after:
              'environment:\n  OPENSEARCH_INITIAL_ADMIN_PASSWORD: ${OPENSEARCH_INITIAL_ADMIN_PASSWORD:?set it in .env}',
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
    {
      id: 'without-security',
      title: {
        en: 'Or, on a machine of your own only: without the security plugin',
        zh: '或仅在自己的机器上：不启用安全插件',
      },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Anybody who reaches the port may then do everything.', zh: '之后能访问该端口的人可以做任何操作。' },
          { after: 'environment:\n  DISABLE_SECURITY_PLUGIN: "true"' },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'opensearch-project/security',
      path: 'src/main/java/org/opensearch/security/tools/democonfig/SecuritySettingsConfigurer.java',
    },
  ],
});

export default opensearchAdminPasswordMissing;

export const examples: ExamplesOf<typeof opensearchAdminPasswordMissing> = [
  {
    name: 'none given',
    log: `search-1  | No custom admin password found. Please provide a password via the environment variable OPENSEARCH_INITIAL_ADMIN_PASSWORD.
search-1 exited with code 1
`,
    matches: { service: 'search' },
  },
  {
    name: 'another variable',
    log: `app-1  | STRIPE_SECRET_KEY is not set
app-1 exited with code 1
`,
    matches: false,
    is: 'missing-runtime-env',
  },
];
