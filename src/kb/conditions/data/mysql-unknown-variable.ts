import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const mysqlUnknownVariable = condition({
  id: 'mysql-unknown-variable',
  stage: 'data',
  title: {
    en: 'MySQL does not know an option of its command or configuration',
    zh: 'MySQL 不认识命令行或配置里的某个选项',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: ["unknown variable '", "unknown option '"],
      pattern: /\[ERROR\].{0,60}unknown (?:variable|option) '(?<option>[^']{1,120})'/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ option: group('option'), service: event.service ?? 'mysql' }),

  headline: ({ option, service }) => ({
    en: `${service} does not know the option ${option} and stops`,
    zh: `${service} 不认识选项 ${option}，因此停止`,
  }),
  why: {
    en: `The server reads command: and the mounted .cnf files and stops at the first option it does not have. Newer versions removed some:
      default-authentication-plugin went in 8.4, query_cache_size in 8.0.`,
    zh: `服务器读取 command: 和挂载的 .cnf 文件，遇到第一个不存在的选项就停止。新版本删除了一些选项：
      default-authentication-plugin 在 8.4 删除，query_cache_size 在 8.0 删除。`,
  },

  retry: 'useless',
  remedies: ({ option, service }) => [
    {
      id: 'remove-the-option',
      title: { en: 'Remove the option', zh: '删除该选项' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: `Take it out of command: of ${service}, or out of the mounted .cnf file.`,
            zh: `从 ${service} 的 command: 或挂载的 .cnf 文件里删掉它。`,
          },
          { before: `--${option}` },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'mysql/mysql-server', path: 'mysys/my_getopt.cc', symbol: 'my_handle_options2' }],
});

export default mysqlUnknownVariable;

export const examples: ExamplesOf<typeof mysqlUnknownVariable> = [
  {
    name: 'removed in 8.4',
    log: `db-1  | 2026-11-22T13:30:31.120000Z 0 [ERROR] [MY-000067] [Server] unknown variable 'default-authentication-plugin=mysql_native_password'.
db-1  | 2026-11-22T13:30:31.121000Z 0 [ERROR] [MY-010119] [Server] Aborting
db-1 exited with code 1
`,
    matches: { option: 'default-authentication-plugin=mysql_native_password', service: 'db' },
    verdict: 'confirmed',
  },
  {
    name: 'another program',
    log: `app-1  | error: unknown option '--prot'
app-1 exited with code 1
`,
    matches: false,
    is: null,
  },
];
