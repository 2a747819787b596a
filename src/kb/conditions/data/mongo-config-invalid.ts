import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const mongoConfigInvalid = condition({
  id: 'mongo-config-invalid',
  stage: 'data',
  title: { en: 'MongoDB refuses its options', zh: 'MongoDB 拒绝它的选项' },

  signatures: [
    {
      on: 'output',
      says: [
        'Unrecognized option: ',
        "unrecognised option '",
        'Error parsing command line: ',
        'Error parsing YAML config file: ',
        'Error parsing INI config file: ',
      ],
      pattern:
        /(?:Unrecognized option: (?<option>[\w.]{1,80})|(?:Error parsing (?:command line|YAML config file|INI config file): )(?<reason>[^\n]{1,160}))/,
      also: [{ says: ['mongod', 'MongoDB', 'BadValue'] }],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: "error: missing 'MONGO_INITDB_ROOT_USERNAME' or 'MONGO_INITDB_ROOT_PASSWORD'",
      pattern: /(?<reason>missing 'MONGO_INITDB_ROOT_USERNAME' or 'MONGO_INITDB_ROOT_PASSWORD')/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ reason: group('option') || group('reason'), service: event.service ?? 'mongo' }),

  headline: ({ reason, service }) => ({
    en: `${service} does not start with these options: ${reason}`,
    zh: `${service} 无法用这些选项启动：${reason}`,
  }),
  why: {
    en: `mongod checks command line, configuration file and the two variables of the first user before it opens the data. Options disappear between major versions (--smallfiles and MMAPv1 with 4.2, storage.journal.enabled with 6.1); the two MONGO_INITDB_ROOT_ variables work only together.`,
    zh: `mongod 在打开数据之前检查命令行、配置文件和首个用户的两个变量。选项会随大版本消失（--smallfiles 和 MMAPv1 自 4.2，storage.journal.enabled 自 6.1）；两个 MONGO_INITDB_ROOT_ 变量必须同时给出。`,
  },

  retry: 'useless',
  remedies: ({ reason, service }) => [
    {
      id: 'see-the-options',
      title: { en: 'See what it is started with', zh: '查看启动时的选项' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'config', service])],
    },
    {
      id: 'correct-the-option',
      title: {
        en: 'Remove the option that this version does not know, or set both variables',
        zh: '删除该版本不认识的选项，或同时设置两个变量',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: `Correct: ${reason}`, zh: `改正：${reason}` },
          {
            after:
              'environment:\n  MONGO_INITDB_ROOT_USERNAME: root\n  MONGO_INITDB_ROOT_PASSWORD: ${MONGO_PASSWORD:?set it in .env}',
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'mongodb/mongo', path: 'src/mongo/util/options_parser/options_parser.cpp' },
    { repo: 'docker-library/mongo', path: '7.0/docker-entrypoint.sh' },
  ],
});

export default mongoConfigInvalid;

export const examples: ExamplesOf<typeof mongoConfigInvalid> = [
  {
    name: 'an option that is gone',
    log: `mongo-1  | Error parsing command line: unrecognised option '--smallfiles'
mongo-1  | try 'mongod --help' for more information
mongo-1 exited with code 2
`,
    matches: { service: 'mongo' },
  },
  {
    name: 'in the file',
    log: `mongo-1  | Unrecognized option: storage.journal.enabled
mongo-1  | try 'mongod --help' for more information
mongo-1 exited with code 2
`,
    matches: { reason: 'storage.journal.enabled' },
  },
  {
    name: 'the password alone',
    log: `mongo-1  | error: missing 'MONGO_INITDB_ROOT_USERNAME' or 'MONGO_INITDB_ROOT_PASSWORD'
mongo-1  |        both must be specified for a user to be created
mongo-1 exited with code 1
`,
    matches: { service: 'mongo' },
  },
  {
    name: 'an option of MySQL',
    log: `db-1  | 2026-01-01T10:00:00.000000Z 0 [ERROR] [MY-000068] [Server] unknown option '--skip-host-cache'.
db-1 exited with code 1
`,
    matches: false,
    is: 'mysql-unknown-variable',
  },
];
