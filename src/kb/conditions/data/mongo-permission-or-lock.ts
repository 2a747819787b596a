import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const mongoPermissionOrLock = condition({
  id: 'mongo-permission-or-lock',
  stage: 'data',
  title: { en: 'MongoDB cannot lock or write its data folder', zh: 'MongoDB 无法锁定或写入数据目录' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'Attempted to create a lock file on a read-only directory',
        'Failed to unlink socket file',
        'Unable to lock the lock file',
        'Unable to create/open the lock file',
        'DBPathInUse',
        'WiredTiger.turtle',
      ],
      pattern:
        /(?<reason>Attempted to create a lock file on a read-only directory|Failed to unlink socket file|Unable to (?:lock|create\/open) the lock file|DBPathInUse|(?:Operation not permitted|Permission denied).{0,120}WiredTiger\.turtle|WiredTiger\.turtle.{0,120}(?:Operation not permitted|Permission denied))/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ reason: group('reason'), service: event.service ?? 'mongo' }),

  yieldsTo: ['filesystem-readonly', 'disk-full-data-root'],
  headline: ({ service }) => ({
    en: `${service} cannot lock or write /data/db: another server uses it, or the mount does not allow it`,
    zh: `${service} 无法锁定或写入 /data/db：另一个服务器在用，或挂载不允许`,
  }),
  why: {
    en: `mongod locks mongod.lock and needs full POSIX file rights. A second container on the same volume holds the lock; a bind mount from Windows or macOS
      cannot do what WiredTiger needs; a folder of root cannot be written by uid 999.`,
    zh: `mongod 会锁定 mongod.lock，并需要完整的 POSIX 文件权限。同一卷上的第二个容器会占着锁；
      来自 Windows 或 macOS 的绑定挂载满足不了 WiredTiger；属于 root 的目录 uid 999 写不了。`,
  },

  retry: 'unknown',
  remedies: ({ service }) => [
    {
      id: 'find-the-other',
      title: { en: 'Find every container that mounts the same data', zh: '找出所有挂载同一数据的容器' },
      risk: 'read',
      steps: [look(['docker', 'ps', '-a', '--format', 'table {{.Names}}\t{{.Status}}\t{{.Mounts}}'])],
    },
    {
      id: 'use-named-volume',
      title: { en: 'Keep the data in a named volume, used by one server', zh: '数据放在命名卷里，且只给一个服务器用' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Copy existing data over first.', zh: '先把已有数据复制过去。' },
          { before: './data:/data/db', after: 'mongo-data:/data/db' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'mongodb/mongo', path: 'src/mongo/db/storage/storage_engine_lock_file_posix.cpp' }],
});

export default mongoPermissionOrLock;

export const examples: ExamplesOf<typeof mongoPermissionOrLock> = [
  {
    name: 'a second server',
    log: `mongo-1  | {"t":{"$date":"2026-11-22T13:31:15.160+00:00"},"s":"E","c":"CONTROL","id":20557,"ctx":"initandlisten","msg":"DBException in initAndListen, terminating","attr":{"error":"DBPathInUse: Unable to lock the lock file: /data/db/mongod.lock (Resource temporarily unavailable). Another mongod instance is already running on the /data/db directory"}}
mongo-1 exited with code 100
`,
    matches: { service: 'mongo' },
    verdict: 'confirmed',
  },
  {
    name: 'an older data format',
    log: `mongo-1  | {"s":"F","c":"CONTROL","id":20573,"msg":"Wrong mongod version","attr":{"error":"UPGRADE PROBLEM: Found an invalid featureCompatibilityVersion document"}}
mongo-1 exited with code 62
`,
    matches: false,
    is: 'mongo-fcv',
  },
];
