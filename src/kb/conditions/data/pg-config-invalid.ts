import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const pgConfigInvalid = condition({
  id: 'pg-config-invalid',
  stage: 'data',
  title: { en: 'PostgreSQL refuses its own configuration', zh: 'PostgreSQL 拒绝了自己的配置' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'unrecognized configuration parameter "',
      pattern:
        /unrecognized configuration parameter "(?<parameter>[^"]{1,63})" in file "(?<file>[^"]{1,300})" line (?<line>\d{1,6})/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'syntax error in file "',
      pattern: /LOG: {1,2}syntax error in file "(?<file>[^"]{1,300})" line (?<line>\d{1,6}), near /,
      strength: 'states',
    },
    // The server is the first process of its container. A client that asks for a setting of another name is told the same, by a
    // process with another number.
    {
      on: ['output', 'error'],
      says: ['unrecognized configuration parameter "', ' for parameter "', '" requires a '],
      pattern:
        /\[1\] (?:FATAL|LOG): {1,2}(?:unrecognized configuration |invalid value for |\S{1,40} is outside the valid range for )?parameter "(?<parameter>[^"]{1,63})"/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: '" contains errors',
      pattern: /FATAL: {1,2}configuration file "(?<file>[^"]{1,300})" contains errors/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({
    parameter: group('parameter'),
    file: group('file'),
    line: group('line'),
    service: event.service ?? 'postgres',
  }),

  yieldsTo: ['pg-locale-missing'],
  headline: ({ parameter, file, line }) => {
    const place = `${file}${line === '' ? '' : `:${line}`}`;
    const [en, zh] = file === '' ? ['', ''] : [` (${place})`, `（${place}）`];
    return parameter === ''
      ? { en: `PostgreSQL does not start: its configuration is wrong${en}`, zh: `PostgreSQL 无法启动：配置有误${zh}` }
      : {
          en: `PostgreSQL does not start: it refuses the setting "${parameter}"${en}`,
          zh: `PostgreSQL 无法启动：不接受设置 "${parameter}"${zh}`,
        };
  },
  why: {
    en: `PostgreSQL reads postgresql.conf and the -c options of its command before it opens the database, and ends at a name it does not
      know, a value it cannot read or a line it cannot parse. Often a setting of another major version, of an extension that is not
      installed, or a unit it does not know (kB, MB, GB, TB; ms, s, min, h, d). The data are not touched.`,
    zh: `PostgreSQL 在打开数据库之前先读取 postgresql.conf 和命令行的 -c 选项，遇到不认识的名称、无法解析的值或语法错误的行就退出。
      常见原因是设置属于另一个大版本、所属扩展没有安装，或单位不对（只认 kB、MB、GB、TB；ms、s、min、h、d）。数据不受影响。`,
  },

  retry: 'useless',
  remedies: ({ service, parameter }) => [
    {
      id: 'see-where-it-is-set',
      title: { en: 'See which file and command the container is given', zh: '查看容器使用的配置文件和启动命令' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'config', service])],
    },
    {
      id: 'correct-the-setting',
      title: {
        en: parameter === '' ? 'Correct the line it names' : `Correct or remove ${parameter}`,
        zh: parameter === '' ? '改正它指出的行' : `改正或删除 ${parameter}`,
      },
      risk: 'disruptive',
      steps: [
        edit('postgresql.conf', {
          en: 'The file and line of the message, or the -c option of the command.',
          zh: '消息中的文件和行，或启动命令里的 -c 选项。',
        }),
        run(['docker', 'compose', 'up', '-d', '--force-recreate', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'postgres/postgres', path: 'src/backend/utils/misc/guc-file.l', symbol: 'ProcessConfigFileInternal' },
    { repo: 'postgres/postgres', path: 'src/backend/utils/misc/guc.c', symbol: 'parse_and_validate_value' },
  ],
});

export default pgConfigInvalid;

export const examples: ExamplesOf<typeof pgConfigInvalid> = [
  {
    name: 'a misspelt name in a mounted file',
    log: `postgres-1  | 2026-11-22 13:54:45.931 UTC [1] LOG:  unrecognized configuration parameter "shared_bufers" in file "/etc/postgresql/postgresql.conf" line 2
postgres-1  | 2026-11-22 13:54:45.931 UTC [1] FATAL:  configuration file "/etc/postgresql/postgresql.conf" contains errors
postgres-1 exited with code 1
`,
    matches: { parameter: 'shared_bufers', file: '/etc/postgresql/postgresql.conf', line: '2', service: 'postgres' },
    verdict: 'confirmed',
  },
  {
    name: 'a unit it does not know, on the command line',
    log: `db-1  | 2026-11-22 13:54:45.931 GMT [1] FATAL:  invalid value for parameter "shared_buffers": "1Gi"
db-1  | 2026-11-22 13:54:45.931 GMT [1] HINT:  Valid units for this parameter are "B", "kB", "MB", "GB", and "TB".
db-1 exited with code 1
`,
    matches: { parameter: 'shared_buffers', file: '' },
    verdict: 'confirmed',
  },
  {
    name: 'a client asks for a setting that is not there',
    log: `db-1  | 2026-11-22 13:54:45.931 UTC [74] FATAL:  unrecognized configuration parameter "pgbouncer"
app-1  | Error: pq: unrecognized configuration parameter "pgbouncer"
app-1 exited with code 1
`,
    matches: false,
    is: null,
  },
];
