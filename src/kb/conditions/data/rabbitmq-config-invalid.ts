import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const rabbitmqConfigInvalid = condition({
  id: 'rabbitmq-config-invalid',
  stage: 'data',
  title: { en: 'RabbitMQ refuses its configuration', zh: 'RabbitMQ 拒绝它的配置' },

  signatures: [
    {
      on: 'output',
      says: 'is set but deprecated',
      pattern: /error: (?<name>RABBITMQ_\w{1,60}) is set but deprecated/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'error: deprecated environment variables detected',
        'Error preparing configuration in phase ',
        'Error generating configuration in phase ',
        'but there is no setting with that name',
        'Conf file attempted to set unknown variable: ',
        'failed_to_read_advanced_configuration_file',
        'failed_to_parse_advanced_configuration_file',
      ],
      pattern:
        /(?:(?:attempted to set unknown variable: |You've tried to set )(?<name>[\w.]{1,100})|(?<any>deprecated environment|Error preparing|Error generating|advanced_configuration_file))/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['The following plugins have unmet dependencies', 'The following plugins could not be found'],
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ name: group('name'), service: event.service ?? 'rabbitmq' }),

  headline: ({ name, service }) => ({
    en: `${service} refuses ${name === '' ? 'its configuration' : name}`,
    zh: `${service} 拒绝${name === '' ? '它的配置' : ` ${name}`}`,
  }),
  why: {
    en: `Every key of rabbitmq.conf must be known to this version and its plugins. Since 3.9 the image also refuses most RABBITMQ_ variables other than the DEFAULT_ ones: they belong into rabbitmq.conf or a file of conf.d.`,
    zh: `rabbitmq.conf 的每个键都必须是该版本及其插件认识的。自 3.9 起，镜像还拒绝除 DEFAULT_ 之外的大多数 RABBITMQ_ 变量：它们应写在 rabbitmq.conf 或 conf.d 的文件里。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'see-the-lines',
      title: { en: 'See every complaint', zh: '查看全部报错' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'logs', '--tail', '40', service])],
    },
    {
      id: 'move-into-the-file',
      title: { en: 'Move the setting into a file of conf.d', zh: '把设置移到 conf.d 的文件里' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Remove the variable, mount the file.', zh: '删除变量，挂载文件。' },
          { after: 'volumes: ["./20-app.conf:/etc/rabbitmq/conf.d/20-app.conf:ro"]' },
        ),
        edit(
          '20-app.conf',
          { en: 'In the notation of rabbitmq.conf.', zh: '使用 rabbitmq.conf 的写法。' },
          { after: 'vm_memory_high_watermark.relative = 0.6' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'docker-library/rabbitmq', path: 'docker-entrypoint.sh' },
    { repo: 'rabbitmq/rabbitmq-server', path: 'deps/rabbit/src/rabbit_prelaunch_conf.erl' },
  ],
});

export default rabbitmqConfigInvalid;

export const examples: ExamplesOf<typeof rabbitmqConfigInvalid> = [
  {
    name: 'a variable of before',
    log: `rabbitmq-1  | error: RABBITMQ_VM_MEMORY_HIGH_WATERMARK is set but deprecated
rabbitmq-1  | error: deprecated environment variables detected
rabbitmq-1 exited with code 1
`,
    matches: { name: 'RABBITMQ_VM_MEMORY_HIGH_WATERMARK' },
  },
  {
    name: 'an unknown key',
    log: `rabbitmq-1  | 2026-01-01 10:00:00.000000+00:00 [error] <0.130.0> You've tried to set foo.bar, but there is no setting with that name.
rabbitmq-1  | 2026-01-01 10:00:00.000000+00:00 [error] <0.130.0> Error preparing configuration in phase transform_datatypes:
rabbitmq-1 exited with code 1
`,
    matches: { service: 'rabbitmq' },
  },
  {
    name: 'the login',
    log: `rabbitmq-1  | 2026-01-01 10:00:00.000 [error] <0.700.0> PLAIN login refused: user 'app' - invalid credentials
rabbitmq-1 exited with code 1
`,
    matches: false,
    is: 'rabbitmq-auth-failed',
  },
];
