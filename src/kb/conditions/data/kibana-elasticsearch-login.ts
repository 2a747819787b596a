import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const kibanaElasticsearchLogin = condition({
  id: 'kibana-elasticsearch-login',
  stage: 'data',
  title: {
    en: 'Kibana, or another client, is refused by Elasticsearch',
    zh: 'Kibana 或其他客户端被 Elasticsearch 拒绝登录',
  },

  signatures: [
    {
      on: 'output',
      says: ['unable to authenticate user [', 'failed to authenticate service account ['],
      pattern:
        /(?:unable to authenticate user \[(?<user>[^\]]{1,60})\]|failed to authenticate service account \[(?<account>[^\]]{1,60})\])/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    // A health check without a login is answered so, and counts as healthy in many a stack.
    {
      on: 'output',
      says: 'missing authentication credentials for REST request',
      strength: 'hints',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ user: group('user') || group('account'), service: event.service }),

  yieldsTo: ['es-config-invalid'],
  headline: ({ user, service }) => ({
    en:
      user === ''
        ? `${service ?? 'A client'} sends no login, and Elasticsearch asks for one`
        : `Elasticsearch refuses ${user}: its password is another one`,
    zh:
      user === ''
        ? `${service ?? '客户端'}没有发送登录信息，而 Elasticsearch 要求登录`
        : `Elasticsearch 拒绝 ${user}：密码不对`,
  }),
  why: {
    en: `Security is on by default since version 8. ELASTIC_PASSWORD is read once, when the data folder is new, and only for elastic; kibana_system has no password until somebody sets one, and a health check without credentials is answered with 401.`,
    zh: `从 8 版本起安全功能默认开启。ELASTIC_PASSWORD 只在数据目录为新时读取一次，而且只用于 elastic；kibana_system 在有人设置之前没有密码，不带凭据的健康检查会得到 401。`,
  },

  retry: 'useless',
  remedies: ({ user }) => [
    {
      id: 'set-the-password',
      title: { en: 'Set the password of that user to what the client uses', zh: '把该用户的密码设为客户端使用的值' },
      risk: 'disruptive',
      steps: [
        run(
          [
            'docker',
            'compose',
            'exec',
            '-it',
            'elasticsearch',
            'bin/elasticsearch-reset-password',
            '-i',
            '-u',
            user === '' ? 'kibana_system' : user,
          ],
          'disruptive',
          { note: { en: 'Asks for the new password; the data stays.', zh: '会询问新密码；数据保留。' } },
        ),
      ],
    },
    {
      id: 'hand-it-on',
      title: { en: 'And give the client the same', zh: '并让客户端使用同一密码' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'For Kibana.', zh: '以 Kibana 为例。' },
          {
            after:
              'environment:\n  ELASTICSEARCH_USERNAME: kibana_system\n  ELASTICSEARCH_PASSWORD: ${KIBANA_PASSWORD:?set it in .env}',
          },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'elastic/elasticsearch',
      path: 'x-pack/plugin/security/src/main/java/org/elasticsearch/xpack/security/authc/AuthenticationService.java',
    },
  ],
});

export default kibanaElasticsearchLogin;

export const examples: ExamplesOf<typeof kibanaElasticsearchLogin> = [
  {
    name: 'Kibana',
    log: `kibana-1  | [2026-01-01T10:00:00.000+00:00][ERROR][elasticsearch-service] Unable to retrieve version information from Elasticsearch nodes. security_exception: unable to authenticate user [kibana_system] for REST request [/_nodes]
kibana-1 exited with code 1
`,
    matches: { user: 'kibana_system', service: 'kibana' },
  },
  {
    name: 'a setting is refused',
    log: `kibana-1  | [2026-01-01T10:00:00.000+00:00][FATAL][root] Error: [config validation of [elasticsearch].username]: value of "elastic" is forbidden.
kibana-1 exited with code 78
`,
    matches: false,
    is: 'es-config-invalid',
  },
];
