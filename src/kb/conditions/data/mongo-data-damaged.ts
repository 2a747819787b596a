import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, run } from '#core/model/steps.ts';

const mongoDataDamaged = condition({
  id: 'mongo-data-damaged',
  stage: 'data',
  title: {
    en: 'The data files of MongoDB are damaged or on a file system it cannot use',
    zh: 'MongoDB 的数据文件损坏，或所在文件系统不适用',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'database corruption detected',
        'fatal turtle file read error',
        'read checksum error',
        'WT_TRY_SALVAGE',
        'unable to read root page from file:',
      ],
      pattern:
        /(?<reason>database corruption detected|fatal turtle file read error|read checksum error|WT_TRY_SALVAGE|unable to read root page)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: [
        'directory-sync: fdatasync: ',
        'directory-sync: fsync: ',
        'fsync: Invalid argument',
        'fdatasync: Invalid argument',
      ],
      pattern:
        /(?<reason>(?:directory-sync: )?(?:fdatasync|fsync): (?:Invalid argument|Operation not permitted|Input\/output error))/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ reason: group('reason'), service: event.service ?? 'mongo' }),

  yieldsTo: ['disk-full-data-root', 'disk-io-error', 'mongo-permission-or-lock', 'mongo-fcv'],
  headline: ({ reason, service }) => ({
    en: /sync/.test(reason)
      ? `${service} cannot use the file system of /data/db: ${reason}`
      : `The data files of ${service} are damaged: ${reason}`,
    zh: /sync/.test(reason)
      ? `${service} 无法使用 /data/db 所在的文件系统：${reason}`
      : `${service} 的数据文件已损坏：${reason}`,
  }),
  why: {
    en: `WiredTiger checks what it reads and stops at the first page that is wrong. A server that was killed while writing, two servers on one folder, a full disk or a copy made while it ran leave such files. A bind mount from Windows, macOS or a network share cannot flush as WiredTiger demands.`,
    zh: `WiredTiger 会校验读到的内容，遇到错误的页就停止。写入时被杀、两个服务器共用目录、磁盘写满或在运行时复制，都会留下这样的文件。来自 Windows、macOS 或网络共享的绑定挂载无法按 WiredTiger 的要求落盘。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'copy-first',
      title: { en: 'Stop it and copy the files before anything else', zh: '先停止并复制文件' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'compose', 'stop', service], 'disruptive'),
        run(['docker', 'compose', 'cp', `${service}:/data/db`, './mongo-copy'], 'reversible'),
      ],
    },
    {
      id: 'restore-or-repair',
      title: {
        en: 'Restore a backup; without one let mongod repair a copy',
        zh: '恢复备份；没有备份时让 mongod 修复副本',
      },
      risk: 'read',
      steps: [
        advise(
          'Best is mongorestore from a dump into a new volume. mongod --repair on a copy drops what it cannot read; never run it on the only copy.',
          '最好用 mongorestore 把备份恢复到新卷。mongod --repair 会丢弃读不出的内容，只能在副本上执行，不要用在唯一的一份上。',
        ),
      ],
    },
    {
      id: 'use-named-volume',
      title: {
        en: 'On a share of Windows, macOS or a network: use a named volume',
        zh: '在 Windows、macOS 或网络共享上：改用命名卷',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Copy the data over first.', zh: '先把数据复制过去。' },
          { before: './data:/data/db', after: 'mongo-data:/data/db' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'wiredtiger/wiredtiger', path: 'src/block/block_read.c' },
    { repo: 'wiredtiger/wiredtiger', path: 'src/os_posix/os_fs.c', symbol: '__posix_directory_sync' },
  ],
});

export default mongoDataDamaged;

export const examples: ExamplesOf<typeof mongoDataDamaged> = [
  {
    name: 'a page is wrong',
    log: `mongo-1  | {"t":{"$date":"2026-01-01T10:00:00.000+00:00"},"s":"E",  "c":"WT",       "id":22435,   "ctx":"initandlisten","msg":"WiredTiger error message","attr":{"error":-31802,"message":{"msg":"WiredTiger.turtle: fatal turtle file read error","error_str":"WT_TRY_SALVAGE: database corruption detected"}}}
mongo-1 exited with code 14
`,
    matches: { service: 'mongo' },
  },
  {
    name: 'a share of the host',
    log: `mongo-1  | 2026-01-01T10:00:00.000+0000 E STORAGE  [initandlisten] WiredTiger (22) [1479862233:426798][1:0x7f], connection: /data/db/: directory-sync: fdatasync: Invalid argument
mongo-1  | 2026-01-01T10:00:00.000+0000 I -        [initandlisten] Fatal Assertion 28595
mongo-1 exited with code 14
`,
    matches: { service: 'mongo' },
  },
  {
    name: 'another server holds the lock',
    log: `mongo-1  | {"t":{"$date":"2026-01-01T10:00:00.000+00:00"},"s":"E",  "c":"CONTROL",  "id":20557, "ctx":"initandlisten","msg":"DBException in initAndListen, terminating","attr":{"error":"DBPathInUse: Unable to lock the lock file: /data/db/mongod.lock (Resource temporarily unavailable). Another mongod instance is already running on the /data/db directory"}}
mongo-1 exited with code 100
`,
    matches: false,
    is: 'mongo-permission-or-lock',
  },
];
