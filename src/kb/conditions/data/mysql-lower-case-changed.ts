import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, run } from '#core/model/steps.ts';

const mysqlLowerCaseChanged = condition({
  id: 'mysql-lower-case-changed',
  stage: 'data',
  title: {
    en: 'lower_case_table_names differs from what the data directory was made with',
    zh: 'lower_case_table_names 与数据目录创建时不同',
  },

  signatures: [
    {
      on: 'output',
      says: 'Different lower_case_table_names settings for server',
      pattern:
        /Different lower_case_table_names settings for server \('(?<server>\d)'\) and data dictionary \('(?<data>\d)'\)/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ server: group('server'), data: group('data'), service: event.service ?? 'mysql' }),

  headline: ({ server, data, service }) => ({
    en: `${service} is told lower_case_table_names=${server}, its data was made with ${data}`,
    zh: `${service} 的 lower_case_table_names 设为 ${server}，而数据是用 ${data} 创建的`,
  }),
  why: {
    en: `MySQL 8 fixes lower_case_table_names when it makes the data directory and refuses to start with another value. The option was added or removed later, or the directory comes from a server on another file system (0 on Linux, 2 on a Mac share).`,
    zh: `MySQL 8 在创建数据目录时就固定了 lower_case_table_names，之后换别的值会拒绝启动。要么该选项是后来添加或删除的，要么目录来自其他文件系统上的服务器（Linux 为 0，Mac 共享目录为 2）。`,
  },

  retry: 'useless',
  remedies: ({ server, data, service }) => [
    {
      id: 'use-the-old-value',
      title: { en: 'Start with the value the data was made with', zh: '用数据创建时的值启动' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'The tables stay as they are.', zh: '表保持原样。' },
          { before: `--lower-case-table-names=${server}`, after: `command: --lower-case-table-names=${data}` },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
    {
      id: 'dump-and-load',
      title: { en: 'Or carry the data over to a new volume', zh: '或把数据迁移到新卷' },
      risk: 'read',
      steps: [
        advise(
          'Start once with the old value, dump with mysqldump, then load the dump into a server that was initialised on a new volume with the value you want.',
          '先用旧值启动一次并用 mysqldump 导出，再导入到用新值在新卷上初始化的服务器。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'mysql/mysql-server', path: 'sql/dd/impl/bootstrap/bootstrapper.cc' }],
});

export default mysqlLowerCaseChanged;

export const examples: ExamplesOf<typeof mysqlLowerCaseChanged> = [
  {
    name: 'the option was added later',
    log: `db-1  | 2026-01-01T10:00:00.000000Z 1 [ERROR] [MY-011087] [Server] Different lower_case_table_names settings for server ('1') and data dictionary ('0').
db-1  | 2026-01-01T10:00:00.000000Z 0 [ERROR] [MY-010020] [Server] Data Dictionary initialization failed.
db-1 exited with code 1
`,
    matches: { server: '1', data: '0', service: 'db' },
  },
  {
    name: 'an option that this version does not have',
    log: `db-1  | 2026-01-01T10:00:00.000000Z 0 [ERROR] [MY-000067] [Server] unknown variable 'query_cache_size=0'.
db-1 exited with code 1
`,
    matches: false,
    is: 'mysql-unknown-variable',
  },
];
