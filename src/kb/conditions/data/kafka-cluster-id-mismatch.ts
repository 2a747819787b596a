import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const kafkaClusterIdMismatch = condition({
  id: 'kafka-cluster-id-mismatch',
  stage: 'data',
  title: { en: 'The volume of Kafka belongs to another cluster', zh: 'Kafka 的卷属于另一个集群' },

  signatures: [
    {
      on: ['output', 'error'],
      says: ["doesn't match stored clusterId", 'Invalid cluster.id in: '],
      pattern:
        /(?:The Cluster ID (?<now>\S{1,60}) doesn't match stored clusterId (?:Some|Optional)?[([]?(?<stored>[\w-]{1,60})|Invalid cluster\.id in: \S{1,200} Expected (?<expected>\S{1,60}), but read (?<read>\S{1,60}))/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({
    now: group('now') || group('expected'),
    stored: group('stored') || group('read'),
    service: event.service ?? 'kafka',
  }),

  headline: ({ stored, service }) => ({
    en: `${service} does not start: its volume was made for cluster ${stored}`,
    zh: `${service} 无法启动：它的卷属于集群 ${stored}`,
  }),
  why: {
    en: `The id in meta.properties was given at the first start. ZooKeeper without a volume of its own invents a new id each time it is recreated;
      in KRaft mode CLUSTER_ID was changed or is made anew on every start. The topics are intact.`,
    zh: `meta.properties 中的 id 是首次启动时确定的。没有卷的 ZooKeeper 每次重建都会产生新 id；
      在 KRaft 模式下，则是 CLUSTER_ID 被改动，或每次启动都重新生成。主题数据完好。`,
  },

  retry: 'useless',
  remedies: ({ stored, service }) => [
    {
      id: 'use-the-stored-id',
      title: { en: 'Start with the id the volume has', zh: '使用卷里保存的 id 启动' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: `KRaft: in the environment of ${service}.`, zh: `KRaft：在 ${service} 的 environment 中。` },
          { after: `CLUSTER_ID: ${stored.replace(/[^\w-]/g, '')}` },
        ),
        edit(
          'compose.yaml',
          { en: 'ZooKeeper: keep its data too, from now on.', zh: 'ZooKeeper：今后也要保存它的数据。' },
          { after: 'volumes: ["zk-data:/var/lib/zookeeper/data", "zk-log:/var/lib/zookeeper/log"]' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
    {
      id: 'new-volume-for-development',
      title: { en: 'If the topics do not matter, start on a new volume', zh: '如果主题数据不重要，换一个新卷启动' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Name another volume; the old one stays.', zh: '换一个卷名；旧卷保留。' },
          { after: 'volumes: ["kafka-data2:/var/lib/kafka/data"]' },
        ),
        run(['docker', 'compose', 'up', '-d', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    {
      repo: 'apache/kafka',
      path: 'core/src/main/scala/kafka/server/KafkaServer.scala',
      symbol: 'InconsistentClusterIdException',
    },
  ],
});

export default kafkaClusterIdMismatch;

export const examples: ExamplesOf<typeof kafkaClusterIdMismatch> = [
  {
    name: 'ZooKeeper was recreated',
    log: `kafka-1  | kafka.common.InconsistentClusterIdException: The Cluster ID 4L6g3nShT-eMCtK--X86sw doesn't match stored clusterId Some(MkU3OEVBNTcwNTJENDM2Qg) in meta.properties. The broker is trying to join the wrong cluster.
kafka-1 exited with code 1
`,
    matches: { now: '4L6g3nShT-eMCtK--X86sw', stored: 'MkU3OEVBNTcwNTJENDM2Qg', service: 'kafka' },
    verdict: 'confirmed',
  },
  {
    name: 'clients cannot reach the broker',
    log: `app-1  | WARN [Producer clientId=p1] Connection to node -1 (localhost/127.0.0.1:9092) could not be established. Broker may not be available.
app-1 exited with code 1
`,
    matches: false,
    is: 'kafka-advertised-listeners',
  },
];
