import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const mongoReplicaSetRequired = condition({
  id: 'mongo-replica-set-required',
  stage: 'data',
  title: { en: 'The application needs MongoDB as a replica set', zh: '应用要求 MongoDB 以副本集运行' },

  signatures: [
    {
      on: 'output',
      says: [
        'Transaction numbers are only allowed on a replica set member or mongos',
        'which requires your MongoDB server to be run as a replica set',
        'The $changeStream stage is only supported on replica sets',
        'This MongoDB deployment does not support retryable writes',
        'no replset config has been received',
        'This node was not started with the replSet option',
      ],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service }),

  headline: ({ service }) => ({
    en: `${service ?? 'The application'} uses transactions or change streams, and this MongoDB is no (initiated) replica set`,
    zh: `${service ?? '应用'}使用事务或 change stream，但这个 MongoDB 不是（已初始化的）副本集`,
  }),
  why: {
    en: `A lone mongod has no oplog and therefore neither transactions nor change streams. It has to be started with --replSet and told once that it is a set of one member; the second is what is mostly forgotten.`,
    zh: `单独的 mongod 没有 oplog，所以既没有事务也没有 change stream。需要用 --replSet 启动，并初始化一次成为单成员的副本集；第二步最常被忘记。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-the-set',
      title: { en: 'See whether it is a replica set', zh: '查看它是否为副本集' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'exec', 'mongo', 'mongosh', '--quiet', '--eval', 'db.hello().setName'])],
    },
    {
      id: 'one-member-set',
      title: {
        en: 'Start it as a set of one, initiated by its health check',
        zh: '以单成员副本集启动，由健康检查完成初始化',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'The data stays; with authorization a key file is needed too.',
            zh: '数据保留；启用鉴权时还需要 keyFile。',
          },
          {
            after:
              'command: ["--replSet", "rs0", "--bind_ip_all"]\nhealthcheck:\n  test: mongosh --quiet --eval "try { rs.status().ok } catch (e) { rs.initiate({_id:\'rs0\',members:[{_id:0,host:\'mongo:27017\'}]}).ok }"\n  interval: 5s\n  start_period: 30s',
          },
        ),
        edit(
          '.env',
          { en: 'Name the set in the URL of the application.', zh: '在应用的 URL 中写上副本集名。' },
          { after: 'DATABASE_URL=mongodb://mongo:27017/shop?replicaSet=rs0' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'mongodb/mongo', path: 'src/mongo/db/service_entry_point_common.cpp' },
    { repo: 'prisma/prisma-engines', path: 'query-engine/connectors/mongodb-query-connector/src/error.rs' },
  ],
});

export default mongoReplicaSetRequired;

export const examples: ExamplesOf<typeof mongoReplicaSetRequired> = [
  {
    name: 'Prisma',
    log: `app-1  | Invalid \`prisma.user.create()\` invocation:
app-1  | Prisma needs to perform transactions, which requires your MongoDB server to be run as a replica set. See details: https://pris.example/d/mongodb-replica-set
app-1 exited with code 1
`,
    matches: { service: 'app' },
  },
  {
    name: 'a session',
    log: `app-1  | MongoServerError: Transaction numbers are only allowed on a replica set member or mongos
app-1 exited with code 1
`,
    matches: { service: 'app' },
  },
  {
    name: 'not reachable',
    log: `app-1  | MongoServerSelectionError: connect ECONNREFUSED 172.18.0.2:27017
app-1 exited with code 1
`,
    matches: false,
    is: 'dependency-not-ready',
  },
];
