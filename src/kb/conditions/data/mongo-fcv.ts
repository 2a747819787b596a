import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, run } from '#core/model/steps.ts';

const mongoFcv = condition({
  id: 'mongo-fcv',
  stage: 'data',
  title: {
    en: 'The volume was made by a MongoDB version this one cannot open',
    zh: '卷由当前 MongoDB 无法打开的版本创建',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'Found an invalid featureCompatibilityVersion document',
        'UPGRADE PROBLEM:',
        'unsupported WiredTiger file version',
        'Invalid feature compatibility version value',
        'Wrong mongod version',
      ],
      strength: 'states',
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'mongo' }),

  headline: ({ service }) => ({
    en: `${service} cannot open its volume: the step between the two versions is too large`,
    zh: `${service} 打不开自己的卷：两个版本相差太大`,
  }),
  why: {
    en: `MongoDB goes up one major version at a time, and only after featureCompatibilityVersion was raised; it does not go back at all (exit code 62).
      The data is intact: the old image opens it.`,
    zh: `MongoDB 只能逐个大版本升级，并且要先提高 featureCompatibilityVersion；不能降级（退出码 62）。数据完好：旧镜像能打开它。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'pin-the-old-version',
      title: { en: 'Go back to the version that made the volume', zh: '换回创建该卷的版本' },
      risk: 'disruptive',
      steps: [
        edit('compose.yaml', { en: 'Pin it.', zh: '固定版本。' }, { after: 'image: mongo:<old major version>' }),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
    {
      id: 'upgrade-in-steps',
      title: { en: 'Then upgrade one major version at a time', zh: '之后逐个大版本升级' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'compose', 'exec', service, 'mongodump', '--archive=/data/db/dump.archive'], 'disruptive'),
        advise(
          'After each step run db.adminCommand({setFeatureCompatibilityVersion: "<version>", confirm: true}) before the next image.',
          '每升一级后先执行 db.adminCommand({setFeatureCompatibilityVersion: "<version>", confirm: true})，再换下一个镜像。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'mongodb/mongo', path: 'src/mongo/db/commands/feature_compatibility_version.cpp' }],
});

export default mongoFcv;

export const examples: ExamplesOf<typeof mongoFcv> = [
  {
    name: 'from 4.4 to 7',
    log: `mongo-1  | {"t":{"$date":"2026-11-22T13:31:15.160+00:00"},"s":"F","c":"CONTROL","id":20573,"ctx":"initandlisten","msg":"Wrong mongod version","attr":{"error":"UPGRADE PROBLEM: Found an invalid featureCompatibilityVersion document (ERROR: Location4926900: Invalid featureCompatibilityVersion document in admin.system.version)"}}
mongo-1 exited with code 62
`,
    matches: { service: 'mongo' },
    verdict: 'confirmed',
  },
  {
    name: 'the lock is held',
    log: `mongo-1  | {"t":{"$date":"2026-11-22T13:31:15.160+00:00"},"s":"E","c":"STORAGE","id":20568,"ctx":"initandlisten","msg":"Error setting up listener"}
mongo-1 exited with code 48
`,
    matches: false,
    is: null,
  },
];
