import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const mysqlSocketVsTcp = condition({
  id: 'mysql-socket-vs-tcp',
  stage: 'data',
  title: {
    en: 'The MySQL client looks for a local socket instead of the other container',
    zh: 'MySQL 客户端在找本地套接字，而不是另一个容器',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: ["Can't connect to local MySQL server through socket '", "Can't connect to local server through socket '"],
      pattern: /through socket '(?<socket>[^']{1,200})' ?\((?:2|111|"No such file or directory")/,
      when: ({ step }) => step === undefined,
    },
    {
      on: ['output', 'error'],
      says: 'SQLSTATE[HY000] [2002] No such file or directory',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ socket: group('socket'), service: event.service }),

  yieldsTo: [
    'mysql-version-change',
    'mysql-ibdata-lock',
    'mysql-unknown-variable',
    'mysql-datadir-unusable',
    'mysql-password-option-missing',
  ],
  headline: ({ service }) => ({
    en: `${service ?? 'The client'} uses host "localhost", which means a socket file in its own container`,
    zh: `${service === undefined ? '客户端' : `${service} `}的主机写成 "localhost"，即自己容器里的套接字文件`,
  }),
  why: {
    en: `For MySQL clients "localhost" is no address: they open a socket file. There is no server in this container, so there is no file.
      Inside the database's own container the same message only means that the server is not up yet.`,
    zh: `对 MySQL 客户端来说，"localhost" 不是地址：它会去打开套接字文件。这个容器里没有服务器，也就没有该文件。
      如果是在数据库自己的容器里，同样的消息只表示服务器还没启动。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'use-service-name',
      title: { en: "Use the name of the database's service as the host", zh: '把主机改成数据库的服务名' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: `In the environment of ${service ?? 'the application'}.`,
            zh: `在${service === undefined ? '应用' : ` ${service} `}的 environment 里。`,
          },
          { before: 'DB_HOST: localhost', after: 'DB_HOST: mysql' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'mysql/mysql-server', path: 'sql-common/client.cc', symbol: 'CR_CONNECTION_ERROR' }],
});

export default mysqlSocketVsTcp;

export const examples: ExamplesOf<typeof mysqlSocketVsTcp> = [
  {
    name: 'PDO',
    log: `web-1  | PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [2002] No such file or directory in /app/db.php:7
web-1 exited with code 255
`,
    matches: { service: 'web' },
  },
  {
    name: 'PDO over TCP',
    log: `web-1  | PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /app/db.php:7
web-1 exited with code 255
`,
    matches: false,
    is: 'dependency-not-ready',
  },
];
