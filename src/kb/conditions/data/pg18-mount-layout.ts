import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, run } from '#core/model/steps.ts';
import { imageNameOf, isGiven, majorOf, runsImage } from '../../shared/stack.ts';

const pg18MountLayout = condition({
  id: 'pg18-mount-layout',
  stage: 'data',
  title: {
    en: 'The postgres image 18 and up wants its volume at another path',
    zh: 'postgres 镜像 18 起要求卷挂载在另一个路径',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'in 18+, these Docker images are configured to store database data in a',
        'Counter to that, there appears to be PostgreSQL data in',
      ],
      strength: 'states',
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'postgres' }),

  headline: ({ service }) => ({
    en: `${service} is PostgreSQL 18 or newer, but its volume is mounted at the old path /var/lib/postgresql/data`,
    zh: `${service} 是 PostgreSQL 18 或更新版本，卷却挂在旧路径 /var/lib/postgresql/data`,
  }),
  why: {
    en: `From 18 on the image keeps its data in /var/lib/postgresql/<major>/docker and declares /var/lib/postgresql as the volume.
      The entrypoint found a database at the old place and stops, because going on would leave that data aside.
      Nothing is lost: the old image still opens it.`,
    zh: `从 18 起，镜像把数据放在 /var/lib/postgresql/<大版本>/docker，并声明 /var/lib/postgresql 为卷。
      入口脚本在旧位置发现了数据库，于是停止，因为继续下去会把这些数据撇在一边。数据没有丢：旧镜像仍能打开。`,
  },

  ahead: {
    asks: ['project.services'],
    finds: ({ 'project.services': services = [] }) =>
      services
        .filter((one) => runsImage(one, ['postgres']) && !isGiven(one, 'PGDATA'))
        .flatMap((one) => {
          const { tag } = imageNameOf(one.image ?? '');
          const major = majorOf(tag);
          const mount = one.volumes?.find(({ target }) => target === '/var/lib/postgresql/data');
          if (mount === undefined || (major === undefined ? !NEWEST.test(tag) : major < 18)) return [];
          return [
            {
              facts: { service: one.name },
              how: major === undefined ? ('likely' as const) : ('certain' as const),
              tells: {
                en: `${one.image ?? ''} with a volume on /var/lib/postgresql/data.`,
                zh: `${one.image ?? ''} 的卷挂在 /var/lib/postgresql/data。`,
              },
              at: { key: ['services', one.name, 'volumes', mount.target] },
              service: one.name,
            },
          ];
        }),
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'pin-17',
      title: { en: 'Go back to the version that made the volume', zh: '换回创建该卷的版本' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Pin the old major version.', zh: '固定旧的大版本。' },
          { after: 'image: postgres:17' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
    {
      id: 'move-the-mount',
      title: {
        en: 'For 18 and up: dump with the old image, then mount a new volume one level higher',
        zh: '要用 18 及以上：先用旧镜像导出，再把新卷挂到上一级目录',
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
            en: 'Set the new image, and mount a new volume at the parent directory; keep the old volume.',
            zh: '换成新镜像，并把新卷挂载到上一级目录；保留旧卷。',
          },
          { before: 'pgdata:/var/lib/postgresql/data', after: 'pgdata18:/var/lib/postgresql' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
        advise(
          'Load dump.sql with psql, check the data, and only then decide about the old volume.',
          '用 psql 导入 dump.sql，核对数据之后，再决定旧卷的去留。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'docker-library/postgres', path: 'docker-entrypoint.sh', symbol: 'docker_error_old_databases' }],
});

/** Tags that follow the newest major version. */
const NEWEST = /^(?:latest|alpine|trixie|bookworm)(?:\d|\.|$)/;

export default pg18MountLayout;

export const examples: ExamplesOf<typeof pg18MountLayout> = [
  {
    name: 'postgres:latest became 18',
    log: `db-1  | Error: in 18+, these Docker images are configured to store database data in a
db-1  |        format which is compatible with "pg_ctlcluster" (specifically, using
db-1  |        major-version-specific directory names).  This better reflects how
db-1  |        PostgreSQL itself works, and how upgrades are to be performed.
db-1  |        Counter to that, there appears to be PostgreSQL data in:
db-1  |          /var/lib/postgresql/data
db-1 exited with code 1
`,
    matches: { service: 'db' },
    verdict: 'confirmed',
  },
  {
    name: 'same path, but the files are of another version',
    log: `db-1  | 2026-11-22 13:54:39.145 UTC [1] FATAL:  database files are incompatible with server
db-1  | 2026-11-22 13:54:39.145 UTC [1] DETAIL:  The data directory was initialized by PostgreSQL version 14, which is not compatible with this version 15.18.
db-1 exited with code 1
`,
    matches: false,
    is: 'pg-version-mismatch',
  },
];

export const aheadExamples: AheadExamplesOf<typeof pg18MountLayout> = [
  {
    name: 'PostgreSQL 18 with the mount of 17',
    project: {
      'compose.yaml': `services:
  db:
    image: postgres:18
    environment: { POSTGRES_PASSWORD: x }
    volumes:
      - data:/var/lib/postgresql/data
volumes: { data: {} }
`,
    },
    finds: [{ facts: { service: 'db' }, how: 'certain', at: 'compose.yaml:6' }],
  },
  {
    name: 'PostgreSQL 17, and 18 with the mount it wants',
    project: {
      'compose.yaml': `services:
  old:
    image: postgres:17-alpine
    environment: { POSTGRES_PASSWORD: x }
    volumes: ["a:/var/lib/postgresql/data"]
  new:
    image: postgres:18
    environment: { POSTGRES_PASSWORD: x }
    volumes: ["b:/var/lib/postgresql"]
volumes: { a: {}, b: {} }
`,
    },
    finds: [],
  },
];
