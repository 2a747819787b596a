import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const esConfigInvalid = condition({
  id: 'es-config-invalid',
  stage: 'data',
  title: { en: 'A setting of Elasticsearch or Kibana is refused', zh: 'Elasticsearch 或 Kibana 的某个设置被拒绝' },

  signatures: [
    {
      on: 'output',
      says: ['unknown setting [', 'unknown secure setting ['],
      pattern: /unknown (?:secure )?setting \[(?<setting>[^\]]{1,120})\]/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'config validation of [',
      pattern: /config validation of \[(?<setting>[^\]]{1,80}\]?\.?[\w.]{0,60})\]?: (?<reason>[^\n]{1,160})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'Unknown configuration key(s): ',
        'setting [cluster.initial_master_nodes] is not allowed when [discovery.type] is set to [single-node]',
        'Failed to parse value [',
      ],
      pattern:
        /(?:Unknown configuration key\(s\): "(?<setting>[^"]{1,120})"|setting \[(?<both>cluster\.initial_master_nodes)\] is not allowed|Failed to parse value \[[^\]]{0,80}\] for setting \[(?<value>[^\]]{1,80}))/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({
    setting: (group('setting') || group('both') || group('value')).replace(/^\[|\]/g, ''),
    reason: group('reason').replace(/\.$/, ''),
    service: event.service ?? 'elasticsearch',
  }),

  headline: ({ setting, reason, service }) => ({
    en: `${service} refuses the setting ${setting}${reason === '' ? '' : `: ${reason}`}`,
    zh: `${service} 拒绝设置 ${setting}${reason === '' ? '' : `：${reason}`}`,
  }),
  why: {
    en: `Every setting must be one that this version and its plugins know, from the file and from environment: alike. Names go away between major versions and differ between Elasticsearch and OpenSearch; Kibana does not log in as elastic, but as kibana_system or with a service account token.`,
    zh: `文件和 environment: 中的每个设置都必须是该版本及其插件认识的。名字会随大版本变化，Elasticsearch 与 OpenSearch 之间也不同；Kibana 不能用 elastic 登录，应使用 kibana_system 或服务账号令牌。`,
  },

  retry: 'useless',
  remedies: ({ setting, service }) => [
    {
      id: 'see-what-is-given',
      title: { en: 'See what the container is given', zh: '查看容器得到的设置' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'config', service])],
    },
    {
      id: 'correct-the-setting',
      title: { en: 'Remove or rename it', zh: '删除或改名' },
      risk: 'disruptive',
      steps: [
        edit('compose.yaml', { en: `Correct ${setting}.`, zh: `改正 ${setting}。` }, { before: `${setting}: …` }),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    {
      repo: 'elastic/elasticsearch',
      path: 'server/src/main/java/org/elasticsearch/common/settings/AbstractScopedSettings.java',
    },
    { repo: 'elastic/kibana', path: 'packages/kbn-config/src/config_service.ts' },
  ],
});

export default esConfigInvalid;

export const examples: ExamplesOf<typeof esConfigInvalid> = [
  {
    name: 'a setting that is gone',
    log: `es-1  | java.lang.IllegalArgumentException: unknown setting [xpack.monitoring.foo] please check that any required plugins are installed, or check the breaking changes documentation for removed settings
es-1 exited with code 1
`,
    matches: { setting: 'xpack.monitoring.foo' },
  },
  {
    name: 'Kibana as superuser',
    log: `kibana-1  | [2026-01-01T10:00:00.000+00:00][FATAL][root] Error: [config validation of [elasticsearch].username]: value of "elastic" is forbidden. This is a superuser account that cannot write to system indices that Kibana needs to function.
kibana-1 exited with code 78
`,
    matches: { service: 'kibana' },
  },
  {
    name: 'a value that differs between versions',
    log: `es-1  | java.lang.IllegalStateException: cannot downgrade a node from version [8.11.0] to version [8.6.2]
es-1 exited with code 1
`,
    matches: false,
    is: 'es-version-change',
  },
];
