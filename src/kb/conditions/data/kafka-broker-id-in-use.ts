import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const kafkaBrokerIdInUse = condition({
  id: 'kafka-broker-id-in-use',
  stage: 'data',
  title: { en: 'ZooKeeper still knows a broker of this id', zh: 'ZooKeeper 中仍有同一 id 的 broker' },

  signatures: [
    {
      on: 'output',
      says: ['Error while creating ephemeral at /brokers/ids/', 'KeeperErrorCode = NodeExists'],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'kafka' }),

  headline: ({ service }) => ({
    en: `${service} cannot register: its broker id is still taken in ZooKeeper`,
    zh: `${service} 无法注册：它的 broker id 在 ZooKeeper 中仍被占用`,
  }),
  why: {
    en: `A broker holds its id for as long as its ZooKeeper session lives. After a hard stop the old session lasts some seconds more, and a restart in that time is refused; or two brokers really have the same KAFKA_BROKER_ID.`,
    zh: `broker 的 id 在它的 ZooKeeper 会话存续期间有效。强制停止后旧会话还会持续几秒，这期间重启会被拒绝；也可能两个 broker 真的用了同一个 KAFKA_BROKER_ID。`,
  },

  retry: 'safe',
  remedies: ({ service }) => [
    {
      id: 'start-again',
      title: {
        en: 'Start it again after the session has run out (6 to 18 seconds)',
        zh: '等会话过期后再启动（6 到 18 秒）',
      },
      risk: 'disruptive',
      steps: [run(['docker', 'compose', 'up', '-d', service], 'disruptive')],
    },
    {
      id: 'restart-policy',
      title: {
        en: 'Let Docker do that, and give each broker its id',
        zh: '让 Docker 自动重启，并让每个 broker 有自己的 id',
      },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'stop_grace_period lets it sign off.', zh: 'stop_grace_period 让它来得及注销。' },
          { after: 'restart: on-failure\nstop_grace_period: 30s\nenvironment:\n  KAFKA_BROKER_ID: 1' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'apache/kafka', path: 'core/src/main/scala/kafka/zk/KafkaZkClient.scala', symbol: 'CheckedEphemeral' },
  ],
});

export default kafkaBrokerIdInUse;

export const examples: ExamplesOf<typeof kafkaBrokerIdInUse> = [
  {
    name: 'restarted at once',
    log: `kafka-1  | [2026-01-01 10:00:00,000] ERROR Error while creating ephemeral at /brokers/ids/1, node already exists and owner '72057' does not match current session '72058' (kafka.zk.KafkaZkClient$CheckedEphemeral)
kafka-1  | org.apache.zookeeper.KeeperException$NodeExistsException: KeeperErrorCode = NodeExists
kafka-1 exited with code 1
`,
    matches: { service: 'kafka' },
  },
  {
    name: 'another cluster',
    log: `kafka-1  | kafka.common.InconsistentClusterIdException: The Cluster ID abc doesn't match stored clusterId Some(def) in meta.properties.
kafka-1 exited with code 1
`,
    matches: false,
    is: 'kafka-cluster-id-mismatch',
  },
];
