import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, run } from '#core/model/steps.ts';

const pgVersionMismatch = condition({
  id: 'pg-version-mismatch',
  stage: 'data',
  title: {
    en: 'The database volume was made by another PostgreSQL major version',
    zh: '数据库卷由另一个 PostgreSQL 大版本创建',
  },

  signatures: [
    { on: ['output', 'error'], says: 'database files are incompatible with server' },
    {
      on: ['output', 'error'],
      says: 'The data directory was initialized by PostgreSQL version ',
      pattern:
        /initialized by PostgreSQL version (?<from>\d+(?:\.\d+)?), which is not compatible with this version (?<to>\d+(?:\.\d+)?)/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ from: group('from'), to: group('to'), service: event.service ?? 'postgres' }),

  headline: ({ from, to, service }) => ({
    en:
      from === ''
        ? `${service} cannot open its volume: another major version of PostgreSQL made it`
        : `${service} cannot open its volume: PostgreSQL ${from} made it, the image is ${to}`,
    zh:
      from === ''
        ? `${service} 打不开自己的卷：它由另一个 PostgreSQL 大版本创建`
        : `${service} 打不开自己的卷：它由 PostgreSQL ${from} 创建，镜像是 ${to}`,
  }),
  why: {
    en: `PostgreSQL compares PG_VERSION in the data directory with its own major version and stops; it never converts the files by itself.
      Usually the image tag is "latest" or was raised. The data is intact: the old image opens it at once.`,
    zh: `PostgreSQL 会比较数据目录里的 PG_VERSION 与自己的大版本，不一致就停止，绝不会自动转换文件。
      通常是镜像标签用了 latest，或者被调高了。数据完好：换回旧镜像即可打开。`,
  },

  retry: 'useless',
  remedies: ({ from, service }) => [
    {
      id: 'pin-the-old-version',
      title: { en: 'Go back to the version that made the volume', zh: '换回创建该卷的版本' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'Pin the major version that DETAIL names ("initialized by PostgreSQL version …").',
            zh: '固定为 DETAIL 中写明的大版本（“initialized by PostgreSQL version …”）。',
          },
          { after: `image: postgres:${from === '' ? '<old major version>' : from}` },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
    {
      id: 'dump-and-restore',
      title: {
        en: 'Then upgrade on purpose: dump with the old version, restore into a new volume',
        zh: '之后再有计划地升级：用旧版本导出，导入到新卷',
      },
      risk: 'disruptive',
      steps: [
        run(
          [
            'docker',
            'compose',
            'exec',
            service,
            'sh',
            '-c',
            'pg_dumpall -U ${POSTGRES_USER:-postgres} -f /tmp/dump.sql',
          ],
          'reversible',
        ),
        run(['docker', 'compose', 'cp', `${service}:/tmp/dump.sql`, 'dump.sql'], 'reversible'),
        edit(
          'compose.yaml',
          {
            en: 'Set the new image and a new volume name; keep the old volume until the new one is checked.',
            zh: '换成新镜像和新的卷名；核对之前保留旧卷。',
          },
          { after: 'volumes: ["pgdata-new:/var/lib/postgresql/data"]' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
        advise(
          'Load dump.sql with psql, check the data, and only then decide about the old volume.',
          '用 psql 导入 dump.sql，核对数据之后，再决定旧卷的去留。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'postgres/postgres', path: 'src/backend/utils/init/miscinit.c', symbol: 'ValidatePgVersion' }],
});

export default pgVersionMismatch;

export const examples: ExamplesOf<typeof pgVersionMismatch> = [
  {
    name: 'image raised from 14 to 15',
    log: `postgres-1  | PostgreSQL Database directory appears to contain a database; Skipping initialization
postgres-1  | 2026-11-22 13:54:39.145 UTC [1] FATAL:  database files are incompatible with server
postgres-1  | 2026-11-22 13:54:39.145 UTC [1] DETAIL:  The data directory was initialized by PostgreSQL version 14, which is not compatible with this version 15.18 (Debian 15.18-0+deb12u1).
postgres-1 exited with code 1
`,
    matches: { from: '14', to: '15.18', service: 'postgres' },
    verdict: 'confirmed',
    remedies: ['pin-the-old-version', 'dump-and-restore'],
  },
  {
    name: 'image 18 and up looks for the data in another folder',
    log: `postgres-1  | Error: in 18+, these Docker images are configured to store database data in a
postgres-1  |        format which is compatible with "pg_ctlcluster" (specifically, using
postgres-1  |        major-version-specific directory names).
postgres-1 exited with code 1
`,
    matches: false,
    is: 'pg18-mount-layout',
  },
];
