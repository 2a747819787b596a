import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const kafkaConfigInvalid = condition({
  id: 'kafka-config-invalid',
  stage: 'data',
  title: { en: 'Kafka refuses its own configuration', zh: 'Kafka 拒绝了自己的配置' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        ' listener names must be equal to or a subset of the ones defined in ',
        ' must be a listener name defined in ',
        ' must contain at least one value appearing in the ',
        ' cannot use the nonroutable meta-address 0.0.0.0',
        'If using process.roles, controller.quorum.voters must contain a parseable set of voters',
        'requirement failed: Each listener must have a different name',
        'Each listener must have a different port',
      ],
      pattern:
        /IllegalArgumentException: (?:requirement failed: )?(?:Error creating broker listeners from .{0,200}: )?(?<setting>[a-z][\w.]{3,60}\.(?:listeners|names?|voters))?/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'No security protocol defined for listener ',
      pattern: /No security protocol defined for listener (?<listener>[\w-]{1,60})/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'org.apache.kafka.common.config.ConfigException: ',
      pattern:
        /ConfigException: (?:Missing required configuration [`"](?<missing>[\w.]{1,60})[`"]|Invalid value .{0,200} for configuration (?<invalid>[\w.]{1,60}))/,
      also: [{ says: ['kafka.Kafka', 'KafkaConfig', 'StorageTool', 'KafkaServer', 'KafkaRaftServer'] }],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        'have you run `kafka-storage.sh` to format the directory?',
        'Command [/usr/local/bin/dub ensure ',
        'Command [/usr/bin/ub ensure ',
      ],
      pattern:
        /(?:\/u?d?ub ensure (?:-\w+ )?(?<missing>[A-Z][A-Z_]{3,60})\] FAILED|No `(?<unformatted>meta\.properties)` found)/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({
    setting:
      group('setting') ||
      group('missing') ||
      group('invalid') ||
      (group('listener') === '' ? '' : 'listener.security.protocol.map'),
    service: event.service ?? 'kafka',
  }),

  headline: ({ setting, service }) => ({
    en: `${service} does not start: ${setting === '' ? 'its listeners do not fit each other' : `its setting ${setting} does not fit the others`}`,
    zh: `${service} 无法启动：${setting === '' ? '各个 listener 设置互相矛盾' : `设置 ${setting} 与其他设置不相符`}`,
  }),
  why: {
    en: `Kafka checks its listeners before it opens anything. Every name in advertised.listeners and inter.broker.listener.name has to be
      in listeners, every name has to be in listener.security.protocol.map, and the controller's name has to be in listeners but not
      in advertised.listeners. Images turn KAFKA_ADVERTISED_LISTENERS (Bitnami: KAFKA_CFG_…) into these settings and add defaults for
      what is not given, so half a set from an older guide often no longer fits a newer image.`,
    zh: `Kafka 在打开任何东西之前先检查 listener 设置：advertised.listeners 和 inter.broker.listener.name 中的名字必须都在 listeners 里，
      每个名字都要写进 listener.security.protocol.map，controller 的名字要在 listeners 里、但不能在 advertised.listeners 里。
      镜像会把 KAFKA_ADVERTISED_LISTENERS（Bitnami 为 KAFKA_CFG_…）等变量转成这些设置，没给的用默认值补上，因此旧教程里的半套设置常常与新镜像不符。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'see-what-is-given',
      title: { en: 'See which variables the container is given', zh: '查看容器得到了哪些变量' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'config', service])],
    },
    {
      id: 'one-whole-set',
      title: { en: 'Give the whole set, with the same names everywhere', zh: '完整给出整套设置，名字处处一致' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'For the image apache/kafka in KRaft mode; other images want another prefix.',
            zh: '适用于 KRaft 模式的 apache/kafka 镜像；其他镜像的前缀不同。',
          },
          {
            after: `environment:
  KAFKA_NODE_ID: 1
  KAFKA_PROCESS_ROLES: broker,controller
  KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093
  KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://${service}:9092
  KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER
  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
  KAFKA_CONTROLLER_QUORUM_VOTERS: 1@localhost:9093`,
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'apache/kafka', path: 'core/src/main/scala/kafka/server/KafkaConfig.scala', symbol: 'validateValues' },
  ],
});

export default kafkaConfigInvalid;

export const examples: ExamplesOf<typeof kafkaConfigInvalid> = [
  {
    name: 'an advertised name that does not listen',
    log: `kafka-1  | Exception in thread "main" java.lang.IllegalArgumentException: requirement failed: advertised.listeners listener names must be equal to or a subset of the ones defined in listeners. Found PLAINTEXT,EXTERNAL. The valid options based on the current configuration are PLAINTEXT,CONTROLLER
kafka-1  | \tat scala.Predef$.require(Predef.scala:337)
kafka-1 exited with code 1
`,
    matches: { setting: 'advertised.listeners', service: 'kafka' },
  },
  {
    name: 'a name without a protocol',
    log: `broker-1  | java.lang.IllegalArgumentException: Error creating broker listeners from 'INSIDE://:9092': No security protocol defined for listener INSIDE
broker-1 exited with code 1
`,
    matches: { setting: 'listener.security.protocol.map' },
  },
  {
    name: 'the controller does not listen',
    log: `kafka-1  | Exception in thread "main" java.lang.IllegalArgumentException: requirement failed: controller.listener.names must contain at least one value appearing in the 'listeners' configuration when running the KRaft controller role
kafka-1 exited with code 1
`,
    matches: { setting: 'controller.listener.names' },
  },
  {
    name: 'the volume of another cluster',
    log: `kafka-1  | kafka.common.InconsistentClusterIdException: The Cluster ID AAAAAAAAAAAAAAAAAAAAAA doesn't match stored clusterId Some(BBBBBBBBBBBBBBBBBBBBBB) in meta.properties. The broker is trying to join the wrong cluster.
kafka-1 exited with code 1
`,
    matches: false,
    is: 'kafka-cluster-id-mismatch',
  },
];
