import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const dbInitScriptFailed = condition({
  id: 'db-init-script-failed',
  stage: 'data',
  title: { en: 'An init script of the database image fails', zh: '数据库镜像的初始化脚本失败' },

  signatures: [
    {
      on: 'output',
      says: 'psql:/docker-entrypoint-initdb.d/',
      pattern:
        /psql:(?<file>\/docker-entrypoint-initdb\.d\/[^\s:]{1,200}):\d{1,7}: (?<reason>(?:ERROR|FATAL): [^\n]{1,200})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: '/docker-entrypoint-initdb.d/',
      pattern:
        /(?<file>\/docker-entrypoint-initdb\.d\/[^\s:']{0,200})'?: (?:[^\n]{0,120}: )?(?<reason>Permission denied|bad interpreter[^\n]{0,80}|cannot execute: required file not found)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: ') at line ',
      pattern: /^ERROR \d{4} \(\w{5}\) at line \d{1,7}(?: in file: '(?<file>[^']{1,200})')?: (?<reason>[^\n]{1,160})/,
      also: [{ says: ': running /docker-entrypoint-initdb.d/' }],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ file: group('file'), reason: group('reason'), service: event.service ?? 'db' }),

  yieldsTo: ['disk-full-data-root', 'pg-extension-missing', 'pg-locale-missing', 'entrypoint-crlf'],
  headline: ({ file, reason, service }) => ({
    en: `${service} stops in ${file === '' ? 'a script of /docker-entrypoint-initdb.d' : file}: ${reason}`,
    zh: `${service} 停止于${file === '' ? '初始化脚本' : ` ${file}`}：${reason}`,
  }),
  why: {
    en: `The image runs what lies in /docker-entrypoint-initdb.d once, while it makes a new database, and stops at the first error. The data folder is then half made: at the next start it counts as initialised and the scripts are not run again, so a correction alone changes nothing.`,
    zh: `镜像只在新建数据库时执行一次 /docker-entrypoint-initdb.d 里的内容，遇到第一个错误就停止。此时数据目录只完成了一半：下次启动会被当作已初始化，脚本不再执行，所以只改脚本没有效果。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'look-at-the-scripts',
      title: { en: 'See owner, mode and order of the scripts', zh: '查看脚本的属主、权限和顺序' },
      risk: 'read',
      steps: [look(inService(service, 'ls', '-ln', '/docker-entrypoint-initdb.d'))],
    },
    {
      id: 'correct-and-begin-anew',
      title: { en: 'Correct the script, then initialise a new volume with it', zh: '改正脚本，再用它初始化一个新卷' },
      risk: 'disruptive',
      steps: [
        advise(
          'Correct the statement, or make the file readable: chmod a+r for .sql, a+rx for .sh and the folder, LF line ends.',
          '改正语句，或让文件可读：.sql 用 chmod a+r，.sh 和目录用 a+rx，换行用 LF。',
        ),
        edit(
          'compose.yaml',
          {
            en: 'A new volume, as the scripts run only on an empty one; the old one stays until you know that it holds nothing.',
            zh: '换一个新卷名，因为脚本只在空卷上执行；旧卷先留着，直到确认里面没有内容。',
          },
          { after: 'volumes: ["db-data2:/var/lib/postgresql/data"]' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'docker-library/postgres', path: 'docker-entrypoint.sh', symbol: 'docker_process_init_files' },
    { repo: 'docker-library/mysql', path: '8.4/docker-entrypoint.sh', symbol: 'docker_process_init_files' },
  ],
});

export default dbInitScriptFailed;

export const examples: ExamplesOf<typeof dbInitScriptFailed> = [
  {
    name: 'a statement is wrong',
    log: `db-1  | /usr/local/bin/docker-entrypoint.sh: running /docker-entrypoint-initdb.d/10-shop.sql
db-1  | psql:/docker-entrypoint-initdb.d/10-shop.sql:3: ERROR:  syntax error at or near "CREAT"
db-1 exited with code 3
`,
    matches: { file: '/docker-entrypoint-initdb.d/10-shop.sql', service: 'db' },
  },
  {
    name: 'the shell script is not executable',
    log: `db-1  | /usr/local/bin/docker-entrypoint.sh: line 170: /docker-entrypoint-initdb.d/init.sh: Permission denied
db-1 exited with code 126
`,
    matches: { file: '/docker-entrypoint-initdb.d/init.sh', reason: 'Permission denied' },
  },
  {
    name: 'MySQL',
    log: `db-1  | 2026-01-01 10:00:00+00:00 [Note] [Entrypoint]: /usr/local/bin/docker-entrypoint.sh: running /docker-entrypoint-initdb.d/init.sql
db-1  | ERROR 1064 (42000) at line 3: You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version
db-1 exited with code 1
`,
    matches: { service: 'db' },
  },
  {
    name: 'the client of an application is refused',
    log: `app-1  | ERROR 1045 (28000): Access denied for user 'app'@'172.18.0.3' (using password: YES)
app-1 exited with code 1
`,
    matches: false,
    is: 'mysql-access-denied-stale-volume',
  },
];
