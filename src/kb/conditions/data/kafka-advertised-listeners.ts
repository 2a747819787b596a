import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';
import { DATABASE_DOWN } from '../../shared/service-down.ts';

const kafkaAdvertisedListeners = condition({
  id: 'kafka-advertised-listeners',
  stage: 'data',
  title: { en: 'Kafka clients are sent to an address they cannot reach', zh: 'Kafka 客户端被指向一个无法到达的地址' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'could not be established. ',
      pattern:
        /Connection to node (?<node>-?\d+) \((?<host>[\w.-]{1,120})\/[^)]{1,60}:(?<port>\d{2,5})\) could not be established\. (?:Broker|Node) may not be available/,
      unless: [{ says: ['started (kafka.server.', 'Kafka Server started'] }],
      when: ({ step }) => step === undefined,
    },
    {
      on: ['output', 'error'],
      says: 'Error connecting to node ',
      pattern: /Error connecting to node (?<host>[\w.-]{1,120}):(?<port>\d{2,5}) \(id: (?<node>-?\d+)/,
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ node: group('node'), host: group('host'), port: group('port'), service: event.service }),

  yieldsTo: DATABASE_DOWN,
  headline: ({ host, port, service }) => ({
    en: `${service ?? 'The client'} cannot reach the Kafka broker at ${host}:${port}`,
    zh: `${service === undefined ? '客户端' : `${service} `}无法连接 ${host}:${port} 上的 Kafka broker`,
  }),
  why: {
    en: `A client asks the bootstrap server first (node -1) and then goes to the address the broker advertises. "localhost" means the client's own container;
      a service name means nothing on the host. So one broker needs one listener for each side. With node -1 the bootstrap address itself is wrong, or the broker is not up yet.`,
    zh: `客户端先访问 bootstrap 服务器（node -1），再连接 broker 公布的地址。“localhost” 指客户端自己的容器；
      服务名在宿主机上没有意义。所以每一侧都需要各自的 listener。若是 node -1，则 bootstrap 地址本身不对，或 broker 还没启动。`,
  },

  retry: 'unknown',
  remedies: ({ service }) => [
    {
      id: 'two-listeners',
      title: {
        en: 'Advertise one address inside the project and one for the host',
        zh: '对项目内部和宿主机分别公布地址',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'For the broker; open 29092 to the host.', zh: '用于 broker；把 29092 开放给宿主机。' },
          {
            after: `environment:
  KAFKA_LISTENERS: INTERNAL://:9092,EXTERNAL://:29092
  KAFKA_ADVERTISED_LISTENERS: INTERNAL://kafka:9092,EXTERNAL://localhost:29092
  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: INTERNAL:PLAINTEXT,EXTERNAL:PLAINTEXT
  KAFKA_INTER_BROKER_LISTENER_NAME: INTERNAL`,
          },
        ),
        edit(
          'compose.yaml',
          {
            en: `For ${service ?? 'clients inside the project'}.`,
            zh: `用于${service === undefined ? '项目内部的客户端' : ` ${service}`}。`,
          },
          { after: 'KAFKA_BOOTSTRAP_SERVERS: kafka:9092' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [
    {
      repo: 'apache/kafka',
      path: 'clients/src/main/java/org/apache/kafka/clients/NetworkClient.java',
      symbol: 'processDisconnection',
    },
  ],
});

export default kafkaAdvertisedListeners;

export const examples: ExamplesOf<typeof kafkaAdvertisedListeners> = [
  {
    name: 'localhost is advertised',
    log: `app-1  | WARN [Producer clientId=p1] Connection to node 1 (localhost/127.0.0.1:9092) could not be established. Node may not be available. (org.apache.kafka.clients.NetworkClient)
app-1 exited with code 1
`,
    matches: { node: '1', host: 'localhost', port: '9092', service: 'app' },
  },
  {
    name: 'the broker does not start at all',
    log: `kafka-1  | kafka.common.InconsistentClusterIdException: The Cluster ID 4L6g3nShT-eMCtK--X86sw doesn't match stored clusterId Some(MkU3OEVBNTcwNTJENDM2Qg) in meta.properties. The broker is trying to join the wrong cluster.
kafka-1 exited with code 1
`,
    matches: false,
    is: 'kafka-cluster-id-mismatch',
  },
];
