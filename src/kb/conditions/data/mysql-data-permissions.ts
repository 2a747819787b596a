import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const mysqlDataPermissions = condition({
  id: 'mysql-data-permissions',
  stage: 'data',
  title: { en: 'MySQL may not write its data folder or its log', zh: 'MySQL 无权写数据目录或日志' },

  signatures: [
    {
      on: 'output',
      says: "Can't create/write to file '",
      pattern: /Can't create\/write to file '(?<path>\/[^']{1,200})' \((?:Errcode: 13|OS errno 13)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: "' for error logging: Permission denied",
      pattern: /Could not open file '(?<path>[^']{1,200})' for error logging/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ["data file 'ibdata1' must be writable", "data file './ibdata1' must be writable"],
      pattern: /data file '(?<path>[^']{1,100})' must be writable/,
      strength: 'states',
    },
    {
      on: 'output',
      says: "Can't create test file ",
      pattern: /Can't create test file (?<path>\/[^\s]{1,200}?)(?:\/[\w-]{1,64})?\.lower-test/,
    },
    {
      on: 'output',
      says: "Can't read dir of '",
      pattern: /Can't read dir of '(?<path>\/[^']{1,200})' \((?:Errcode: 13|OS errno 13)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: [
        'Operating system error number 13 in a file operation',
        'The error means mysqld does not have the access rights',
        'The error means mariadbd does not have the access rights',
      ],
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ path: group('path'), service: event.service ?? 'mysql' }),

  yieldsTo: ['filesystem-readonly', 'disk-full-data-root', 'selinux-bind-denied', 'mysql-data-damaged'],
  headline: ({ path, service }) => ({
    en: `${service} may not use ${path === '' ? '/var/lib/mysql' : path}: the folder belongs to another user`,
    zh: `${service} 无权使用 ${path === '' ? '/var/lib/mysql' : path}：该目录属于其他用户`,
  }),
  why: {
    en: `mysqld runs as its own user (uid 999), not as root. A bind mount keeps owner and mode of the host; a volume that was filled as root, restored from a backup or used with user: belongs to somebody else. SELinux and read-only mounts refuse in the same words.`,
    zh: `mysqld 以自己的用户（uid 999）运行，不是 root。绑定挂载保留宿主机的属主和权限；以 root 写入、从备份恢复或用过 user: 的卷则属于别人。SELinux 和只读挂载的报错也是同样的话。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'compare-owner',
      title: { en: 'Compare the owner of the folder with the user of the server', zh: '比较目录属主与服务器用户' },
      risk: 'read',
      steps: [
        look(inService(service, 'sh', '-c', 'id mysql; ls -ldn /var/lib/mysql /var/log/mysql /etc/mysql/conf.d')),
      ],
    },
    {
      id: 'give-the-folder',
      title: { en: 'Give the folder to mysql; the data stays', zh: '把目录交给 mysql；数据保留' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'compose', 'stop', service], 'disruptive'),
        run(
          [
            'docker',
            'compose',
            'run',
            '--rm',
            '--no-deps',
            '--user',
            'root',
            '--entrypoint',
            'chown',
            service,
            '-R',
            'mysql:mysql',
            '/var/lib/mysql',
          ],
          'disruptive',
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
    {
      id: 'write-the-log-elsewhere',
      title: {
        en: 'For a log file: do without it, Docker keeps what the server prints',
        zh: '如果是日志文件：不写文件，Docker 会保存服务器的输出',
      },
      risk: 'reversible',
      steps: [
        edit(
          'my.cnf',
          { en: 'Remove log-error and the mount of /var/log/mysql.', zh: '删除 log-error 和 /var/log/mysql 的挂载。' },
          { before: 'log-error = /var/log/mysql/error.log' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'mysql/mysql-server', path: 'share/messages_to_error_log.txt' },
    { repo: 'MariaDB/server', path: 'storage/innobase/os/os0file.cc' },
  ],
});

export default mysqlDataPermissions;

export const examples: ExamplesOf<typeof mysqlDataPermissions> = [
  {
    name: 'the log file',
    log: `db-1  | mysqld: Can't create/write to file '/var/log/mysql/mysql_error.log' (Errcode: 13 - Permission denied)
db-1  | 2026-01-01T10:00:00.000000Z 0 [ERROR] Could not open file '/var/log/mysql/mysql_error.log' for error logging: Permission denied
db-1  | 2026-01-01T10:00:00.000000Z 0 [ERROR] Aborting
db-1 exited with code 1
`,
    matches: { path: '/var/log/mysql/mysql_error.log', service: 'db' },
  },
  {
    name: 'the system tablespace',
    log: `db-1  | 2026-01-01T10:00:00.000000Z 1 [ERROR] [MY-012271] [InnoDB] The innodb_system data file 'ibdata1' must be writable
db-1 exited with code 1
`,
    matches: { path: 'ibdata1' },
  },
  {
    name: 'MariaDB',
    log: `db-1  | 2026-01-01 10:00:00 0 [Warning] Can't create test file /var/lib/mysql/7f3a.lower-test
db-1  | 2026-01-01 10:00:00 0 [ERROR] Aborting
db-1 exited with code 1
`,
    matches: { service: 'db' },
  },
  {
    name: 'another server uses the files',
    log: `db-1  | 2026-01-01T10:00:00.000000Z 1 [ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11
db-1 exited with code 1
`,
    matches: false,
    is: 'mysql-ibdata-lock',
  },
];
