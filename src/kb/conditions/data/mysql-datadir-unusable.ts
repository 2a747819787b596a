import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const mysqlDatadirUnusable = condition({
  id: 'mysql-datadir-unusable',
  stage: 'data',
  title: {
    en: 'MySQL cannot initialise: its data directory is not empty or not usable',
    zh: 'MySQL 无法初始化：数据目录不为空或不可用',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        '--initialize specified but the data directory has files in it',
        'The designated data directory /var/lib/mysql/ is unusable',
        'initialize specified but the data directory exists and is not writable',
      ],
      strength: 'states',
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'mysql' }),

  yieldsTo: ['disk-full-data-root', 'mysql-oom-or-aio', 'mysql-unknown-variable'],
  headline: ({ service }) => ({
    en: `${service} finds files in a data directory it is to initialise`,
    zh: `${service} 要初始化的数据目录里已经有文件`,
  }),
  why: {
    en: `The image initialises a directory without the folder "mysql" in it; the server then refuses because other files are there.
      Usually a first start was interrupted half-way, or the mounted folder holds something else (lost+found, .gitkeep).`,
    zh: `镜像会初始化没有 "mysql" 子目录的数据目录；但服务器发现里面有别的文件就拒绝了。
      通常是首次启动中途被打断，或挂载的目录里有其他东西（lost+found、.gitkeep）。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'look-inside',
      title: { en: 'See what is in the directory', zh: '查看目录里有什么' },
      risk: 'read',
      steps: [look(inService(service, 'ls', '-lA', '/var/lib/mysql'))],
    },
    {
      id: 'start-on-a-new-volume',
      title: {
        en: 'If no database was ever in it, start on a new volume',
        zh: '如果里面从未有过数据库，换一个新卷启动',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'Name a new volume; the old one stays until you know that it holds nothing.',
            zh: '换一个新的卷名；旧卷先留着，直到确认里面没有内容。',
          },
          { after: 'volumes: ["mysql-data2:/var/lib/mysql"]' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'mysql/mysql-server', path: 'sql/sql_initialize.cc', symbol: 'initialize_create_data_directory' }],
});

export default mysqlDatadirUnusable;

export const examples: ExamplesOf<typeof mysqlDatadirUnusable> = [
  {
    name: 'the first start was interrupted',
    log: `db-1  | 2026-11-22T13:30:31.120000Z 0 [ERROR] [MY-010457] [Server] --initialize specified but the data directory has files in it. Aborting.
db-1  | 2026-11-22T13:30:31.120000Z 0 [ERROR] [MY-013236] [Server] The designated data directory /var/lib/mysql/ is unusable. You can remove all files that the server added to it.
db-1 exited with code 1
`,
    matches: { service: 'db' },
    verdict: 'confirmed',
  },
  {
    name: 'PostgreSQL in the same plight',
    log: `db-1  | initdb: error: directory "/var/lib/postgresql/data" exists but is not empty
db-1 exited with code 1
`,
    matches: false,
    is: 'pg-data-permissions',
  },
];
