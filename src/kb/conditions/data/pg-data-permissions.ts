import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const pgDataPermissions = condition({
  id: 'pg-data-permissions',
  stage: 'data',
  title: {
    en: 'PostgreSQL cannot use its data directory: owner or mode',
    zh: 'PostgreSQL 无法使用数据目录：属主或权限不对',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'initdb: error: could not ',
      pattern:
        /initdb: error: could not (?:access|change permissions of|create|read) (?:directory )?"(?<path>[^"]{1,200})": (?:Permission denied|Operation not permitted)/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['has wrong ownership', 'has invalid permissions', 'has group or world access'],
      pattern:
        /data directory "(?<path>[^"]{1,200})" has (?:wrong ownership|invalid permissions|group or world access)/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: '" exists but is not empty',
      pattern: /initdb: error: directory "(?<path>[^"]{1,200})" exists but is not empty/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        "chown: changing ownership of '/var/lib/postgresql",
        "chmod: changing permissions of '/var/lib/postgresql",
        'chown: /var/lib/postgresql',
      ],
      pattern: /(?<path>\/var\/lib\/postgresql[^':]{0,200})'?: (?:Permission denied|Operation not permitted)/,
    },
    {
      on: ['output', 'error'],
      says: [
        'could not create lock file "postmaster.pid": Permission denied',
        'could not open file "',
        'could not open directory "',
        'could not open configuration file "',
      ],
      pattern:
        /FATAL: {1,2}could not (?:create lock file|open file|open directory|open configuration file) "(?<path>[^"]{1,200})": (?:Permission denied|Operation not permitted)/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ path: group('path'), service: event.service ?? 'postgres' }),

  yieldsTo: ['filesystem-readonly', 'disk-io-error'],
  headline: ({ path, service }) => ({
    en: `${service} cannot use ${path} as its data directory`,
    zh: `${service} 无法把 ${path} 用作数据目录`,
  }),
  why: {
    en: `PostgreSQL wants a directory it owns, with mode 0700 or 0750, and empty before initdb. Bind mounts from Windows, macOS, CIFS or NFS
      often cannot hold owner and mode; the root of a disk has lost+found in it. No data is damaged: the server has not started.`,
    zh: `PostgreSQL 要求数据目录归自己所有、权限为 0700 或 0750，并且在 initdb 之前为空。
      来自 Windows、macOS、CIFS 或 NFS 的绑定挂载往往保存不了属主和权限；磁盘根目录里有 lost+found。
      数据没有损坏：服务器还没启动。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'look-at-owner',
      title: { en: 'See who owns the directory and who the server runs as', zh: '查看目录属主和服务器运行的用户' },
      risk: 'read',
      steps: [
        look(inService(service, 'sh', '-c', 'id postgres; ls -lan /var/lib/postgresql /var/lib/postgresql/data')),
      ],
    },
    {
      id: 'use-named-volume',
      title: {
        en: 'Keep the database in a named volume, or in a folder below the mount',
        zh: '把数据库放在命名卷里，或放在挂载点下的子目录',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'A named volume holds owner and mode on every system. Copy existing data over first.',
            zh: '命名卷在任何系统上都能保存属主和权限。已有数据请先复制过去。',
          },
          {
            before: './data:/var/lib/postgresql/data',
            after: 'pgdata:/var/lib/postgresql/data',
          },
        ),
        edit(
          'compose.yaml',
          {
            en: 'For the root of a disk (lost+found), use a folder in it.',
            zh: '如果是磁盘根目录（有 lost+found），改用其中的子目录。',
          },
          {
            after: 'environment:\n  PGDATA: /var/lib/postgresql/data/pgdata',
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'postgres/postgres', path: 'src/bin/initdb/initdb.c', symbol: 'create_data_directory' },
    { repo: 'postgres/postgres', path: 'src/backend/utils/init/miscinit.c', symbol: 'checkDataDir' },
  ],
});

export default pgDataPermissions;

export const examples: ExamplesOf<typeof pgDataPermissions> = [
  {
    name: 'a bind mount from Windows',
    log: `db-1  | fixing permissions on existing directory /var/lib/postgresql/data ... initdb: error: could not change permissions of directory "/var/lib/postgresql/data": Operation not permitted
db-1 exited with code 1
`,
    matches: { path: '/var/lib/postgresql/data', service: 'db' },
    verdict: 'confirmed',
  },
  {
    name: 'another program, another directory',
    log: `app-1  | mkdir: cannot create directory '/data/uploads': Permission denied
app-1 exited with code 1
`,
    matches: false,
    is: 'bind-mount-permission',
  },
  {
    name: 'the lock file',
    log: `db-1  | 2026-01-01 10:00:00.000 UTC [1] FATAL:  could not create lock file "postmaster.pid": Permission denied
db-1 exited with code 1
`,
    matches: { path: 'postmaster.pid', service: 'db' },
  },
];
