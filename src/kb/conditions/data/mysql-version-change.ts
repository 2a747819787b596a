import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, run } from '#core/model/steps.ts';

/** The server prints 80036 for 8.0.36. */
function released(version: string): string {
  if (!/^\d{5,6}$/.test(version)) return version;
  const number = Number(version);
  return [Math.floor(number / 10_000), Math.floor(number / 100) % 100, number % 100].join('.');
}

const mysqlVersionChange = condition({
  id: 'mysql-version-change',
  stage: 'data',
  title: {
    en: 'The database volume was made by another MySQL or MariaDB version',
    zh: '数据库卷由另一个 MySQL 或 MariaDB 版本创建',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'Invalid MySQL server upgrade: Cannot upgrade from',
        'Invalid MySQL server downgrade: Cannot downgrade from',
      ],
      pattern: /Cannot (?:up|down)grade from (?<from>[\d.]+) to (?<to>[\d.]+\d)/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'Cannot boot server version ',
      pattern: /Cannot boot server version (?<to>\d{5,6}) on data directory built by version (?<from>\d{5,6})\./,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        'Upgrade after a crash is not supported',
        'Unsupported redo log format',
        'is not supported by this version of MySQL',
        'Upgrading from MySQL 8.0 to MySQL',
      ],
      strength: 'states',
    },
    { on: ['output', 'error'], says: 'Data Dictionary initialization failed.', strength: 'hints' },
    {
      on: ['output', 'error'],
      says: 'Upgrade is not supported after a crash or shutdown with innodb_fast_shutdown = 2',
      pattern: /This redo log was created with (?:MySQL|MariaDB) (?<from>[\d.]+\d)/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({
    from: released(group('from')),
    to: released(group('to')),
    service: event.service ?? 'mysql',
  }),

  yieldsTo: ['mysql-ibdata-lock', 'disk-full-data-root', 'disk-io-error'],
  headline: ({ from, to, service }) => ({
    en:
      from === ''
        ? `${service} cannot open its volume: another version made it`
        : `${service} cannot open its volume: it was made by ${from}, the image is ${to}`,
    zh:
      from === ''
        ? `${service} 打不开自己的卷：它由另一个版本创建`
        : `${service} 打不开自己的卷：它由 ${from} 创建，镜像是 ${to}`,
  }),
  why: {
    en: `MySQL upgrades its data only from the release before, and never goes back; MariaDB wants a clean shutdown before an upgrade.
      Usually the tag is "latest" or was raised too far at once. The data is intact: the old image opens it.`,
    zh: `MySQL 只能从上一个发行系列升级数据，且不能降级；MariaDB 升级前要求干净关闭。
      通常是标签用了 latest，或一次升得太多。数据完好：旧镜像能打开它。`,
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
          { en: 'Pin the old version.', zh: '固定旧版本。' },
          { after: `image: mysql:${from === '' ? '<old version>' : from}` },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
    {
      id: 'upgrade-in-steps',
      title: { en: 'Dump first, then upgrade one release at a time', zh: '先导出，再逐个版本升级' },
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
            'MYSQL_PWD=$MYSQL_ROOT_PASSWORD mysqldump --all-databases -uroot > /tmp/dump.sql',
          ],
          'reversible',
        ),
        run(['docker', 'compose', 'cp', `${service}:/tmp/dump.sql`, 'dump.sql'], 'reversible'),
        advise(
          'Go 5.7 → 8.0 → 8.4 → 9, start each once and stop it cleanly before the next.',
          '按 5.7 → 8.0 → 8.4 → 9 的顺序，每个版本启动一次并干净停止，再换下一个。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'mysql/mysql-server', path: 'share/messages_to_error_log.txt', symbol: 'ER_INVALID_SERVER_UPGRADE' },
    { repo: 'MariaDB/server', path: 'storage/innobase/log/log0recv.cc' },
  ],
});

export default mysqlVersionChange;

export const examples: ExamplesOf<typeof mysqlVersionChange> = [
  {
    name: 'an older server on the volume of a newer one',
    log: `db-1  | 2026-11-20T10:00:00.000000Z 1 [ERROR] [MY-013171] [InnoDB] Cannot boot server version 80400 on data directory built by version 90100. Downgrade is not supported
db-1  | 2026-11-20T10:00:01.000000Z 0 [ERROR] [MY-010119] [Server] Aborting
db-1 exited with code 1
`,
    matches: { from: '9.1.0', to: '8.4.0', service: 'db' },
  },
  {
    name: 'from 8.0 to 9',
    log: `db-1  | 2026-11-22T13:30:31.120000Z 1 [ERROR] [MY-014061] [InnoDB] Invalid MySQL server upgrade: Cannot upgrade from 80036 to 90100. Upgrade to next major version is only allowed from the last LTS release, which version 80036 is not.
db-1  | 2026-11-22T13:30:31.220000Z 0 [ERROR] [MY-010020] [Server] Data Dictionary initialization failed.
db-1 exited with code 1
`,
    matches: { from: '8.0.36', to: '9.1.0', service: 'db' },
    verdict: 'confirmed',
  },
  {
    name: 'an option the new version no longer has',
    log: `db-1  | 2026-11-22T13:30:31.120000Z 0 [ERROR] [MY-000067] [Server] unknown variable 'default-authentication-plugin=mysql_native_password'.
db-1  | 2026-11-22T13:30:31.121000Z 0 [ERROR] [MY-010119] [Server] Aborting
db-1 exited with code 1
`,
    matches: false,
    is: 'mysql-unknown-variable',
  },
  {
    name: 'a newer MySQL after an unclean stop',
    log: `db-1  | 2025-01-05T09:00:01.218851Z 1 [ERROR] [MY-012526] [InnoDB] Upgrade is not supported after a crash or shutdown with innodb_fast_shutdown = 2. This redo log was created with MySQL 5.7.44, and it appears logically non empty.
db-1 exited with code 1
`,
    matches: {},
  },
];
