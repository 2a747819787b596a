import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const monitoringConfigInvalid = condition({
  id: 'monitoring-config-invalid',
  stage: 'runtime',
  title: {
    en: 'Prometheus, Loki or a collector refuses its configuration',
    zh: 'Prometheus、Loki 或 collector 拒绝它的配置',
  },

  signatures: [
    {
      on: 'output',
      says: 'Error loading config (--config.file=',
      pattern:
        /Error loading config \(--config\.file=(?<file>[^)]{1,200})\).{0,300}?err="(?<reason>(?!open)[^"]{1,200})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['failed parsing config: ', 'Loading configuration file failed'],
      pattern:
        /(?:failed parsing config: (?<file>\/[^\s:]{1,200}): (?<reason>(?!does not exist)[^\n]{1,160})|Loading configuration file failed[^\n]{0,120}err="(?<alert>[^"]{1,160}))/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['cannot unmarshal the configuration: ', 'failed to get config: ', 'invalid configuration: '],
      pattern:
        /(?:cannot unmarshal the configuration|failed to get config|invalid configuration): (?<reason>[^\n]{1,160})/,
      also: [{ says: ['collector', 'exporters', 'receivers', 'unmarshal'] }],
      strength: 'states',
    },
  ],
  facts: (group, event) => ({
    file: group('file'),
    reason: group('reason') || group('alert'),
    service: event.service ?? 'prometheus',
  }),

  headline: ({ file, reason, service }) => ({
    en: `${service} refuses ${file === '' ? 'its configuration' : file}: ${reason}`,
    zh: `${service} 拒绝${file === '' ? '它的配置' : ` ${file}`}：${reason}`,
  }),
  why: {
    en: `These programs read their YAML strictly: an unknown field, a wrong indentation or a component that this build or version does not have is fatal. Fields go away between versions, so a file that worked fails after latest moved on.`,
    zh: `这些程序严格解析 YAML：未知字段、错误缩进，或该构建、该版本没有的组件都是致命的。字段会随版本消失，所以 latest 变化之后原来可用的文件会失败。`,
  },

  retry: 'useless',
  remedies: ({ file, reason, service }) => [
    {
      id: 'check-the-file',
      title: { en: 'Let the tool of the image check it', zh: '用镜像自带的工具检查' },
      risk: 'read',
      steps: [
        look(inService(service, 'promtool', 'check', 'config', file === '' ? '/etc/prometheus/prometheus.yml' : file)),
      ],
    },
    {
      id: 'correct-or-pin',
      title: {
        en: 'Correct the field, or pin the version the file was written for',
        zh: '改正该字段，或固定文件对应的版本',
      },
      risk: 'disruptive',
      steps: [
        edit(file === '' ? 'config.yaml' : file, { en: `Correct: ${reason}`, zh: `改正：${reason}` }),
        run(['docker', 'compose', 'up', '-d', '--force-recreate', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'prometheus/prometheus', path: 'cmd/prometheus/main.go' },
    { repo: 'grafana/loki', path: 'cmd/loki/main.go' },
    { repo: 'open-telemetry/opentelemetry-collector', path: 'otelcol/collector.go' },
  ],
});

export default monitoringConfigInvalid;

export const examples: ExamplesOf<typeof monitoringConfigInvalid> = [
  {
    name: 'Prometheus',
    log: `prometheus-1  | ts=2026-01-01T10:00:00.000Z caller=main.go:450 level=error msg="Error loading config (--config.file=/etc/prometheus/prometheus.yml)" file=/etc/prometheus/prometheus.yml err="parsing YAML file /etc/prometheus/prometheus.yml: yaml: unmarshal errors:\\n  line 5: field scrape_config not found in type config.plain"
prometheus-1 exited with code 2
`,
    matches: { file: '/etc/prometheus/prometheus.yml' },
  },
  {
    name: 'Loki',
    log: `loki-1  | failed parsing config: /etc/loki/local-config.yaml: yaml: unmarshal errors:
loki-1  |   line 20: field max_look_back_period not found in type config.ChunkStoreConfig
loki-1 exited with code 1
`,
    matches: { file: '/etc/loki/local-config.yaml' },
  },
  {
    name: 'the collector',
    log: `otel-1  | Error: failed to get config: cannot unmarshal the configuration: decoding failed due to the following error(s):
otel-1  | 'exporters' unknown type: "logging" for id: "logging"
otel-1 exited with code 1
`,
    matches: { service: 'otel' },
  },
  {
    name: 'it may not read the file',
    log: `prometheus-1  | ts=2025-01-01T10:00:00.000Z caller=main.go:450 level=error msg="Error loading config (--config.file=/etc/prometheus/prometheus.yml)" file=/etc/prometheus/prometheus.yml err="open /etc/prometheus/prometheus.yml: permission denied"
prometheus-1 exited with code 2
`,
    matches: false,
    is: 'bind-mount-permission',
  },
];
