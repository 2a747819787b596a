import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isCommand, isOfStep } from '../../shared/build-event.ts';

const serviceStartInBuild = condition({
  id: 'service-start-in-build',
  stage: 'shell',
  title: { en: 'A build step starts a service or expects one to run', zh: '构建步骤启动了服务，或以为服务正在运行' },

  signatures: [
    {
      on: 'output',
      says: [
        'System has not been booted with systemd as init system',
        'Failed to connect to bus: ',
        'Failed to get D-Bus connection',
      ],
      unless: [{ says: ['Setting up ', 'Unpacking '] }],
      when: isOfStep,
    },
    { on: 'output', says: '...fail!', pattern: /^\s*(?:\* )?(?:Starting .{1,80})?\.{3}fail!$/, when: isOfStep },
    {
      on: 'output',
      says: [
        "Can't connect to local MySQL server through socket",
        'could not connect to server: No such file or directory',
        'Is the server running locally and accepting connections',
        "Can't connect to local MariaDB server through socket",
        'Could not connect to Redis at 127.0.0.1',
      ],
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'connection to server at "localhost"',
      pattern: /port \d{1,5} failed: Connection refused/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'error',
      exitCode: 7,
      when: (event) => isCommand(event, /\bcurl\b[^|&;]{0,200}\b(?:localhost|127\.0\.0\.1)\b/),
    },
    {
      on: 'output',
      says: 'could not translate host name "',
      pattern: /could not translate host name "[\w-]{1,60}" to address/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ['Cannot connect to the Docker daemon at unix:///var/run/docker.sock'],
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: "Can't reach database server at ",
      pattern: /(?:Error: P1001: )?Can't reach database server at `?[\w.-]{1,253}`?:`?\d{1,5}/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: 'connect ECONNREFUSED ',
      pattern: /connect ECONNREFUSED (?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1):\d{2,5}/,
      strength: 'hints',
      when: isOfStep,
    },
    {
      on: 'output',
      says: 'getaddrinfo ENOTFOUND ',
      pattern:
        /getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?:db|database|postgres|postgresql|mysql|mariadb|mongo|mongodb|redis)$/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ['connection to server at "127.0.0.1"', 'connection to server at "::1"'],
      pattern: /port \d{1,5} failed: Connection refused/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['could not connect to server: Connection refused', 'PG::ConnectionBad', 'Mysql2::Error::ConnectionError'],
      when: isOfStep,
    },
    {
      on: 'output',
      says: ': unrecognized service',
      pattern: /^(?:\w[\w.-]{0,60}): unrecognized service$/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: [
        'Failed to create bus connection',
        'initctl: Unable to connect to Upstart',
        'Unable to connect to system bus',
      ],
      unless: [{ says: ['Setting up ', 'Unpacking '] }],
      when: isOfStep,
    },
    {
      on: 'output',
      says: ['FATAL:  role "root" does not exist', 'FATAL:  Peer authentication failed for user'],
      when: isOfStep,
      strength: 'hints',
    },
    { on: 'output', says: 'SQLSTATE[HY000] [2002]', when: isOfStep },
  ],

  yieldsTo: ['disk-full-data-root', 'run-as-nonroot', 'engine-socket-not-mounted'],
  headline: () => ({
    en: 'The step needs a running service, and in a build there is none',
    zh: '该步骤需要正在运行的服务，而构建中没有',
  }),
  why: {
    en: `Each RUN is a container of its own that ends with its command: there is no init, and a service started in an earlier RUN is gone.
      Services of Compose are not reachable from a build either.`,
    zh: `每条 RUN 都是独立的容器，命令结束即退出：没有 init，之前 RUN 中启动的服务也不复存在。构建中也访问不到 Compose 的服务。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'do-it-at-start',
      title: { en: 'Move it to the start of the container', zh: '移到容器启动时执行' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Migrations and seeding belong into the entrypoint, or into a Compose service that runs once; the postgres and mysql images run /docker-entrypoint-initdb.d.',
            zh: '迁移和初始化数据应放进 entrypoint，或一次性运行的 Compose 服务；postgres、mysql 镜像会执行 /docker-entrypoint-initdb.d。',
          },
          { after: 'COPY init.sql /docker-entrypoint-initdb.d/' },
        ),
      ],
    },
    {
      id: 'start-and-use-in-one-run',
      title: { en: 'Or start, use and stop it in one RUN', zh: '或在同一条 RUN 中启动、使用并停止' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Without systemctl.', zh: '不要用 systemctl。' },
          { after: 'RUN service postgresql start && make schema && service postgresql stop' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'systemd/systemd', path: 'src/shared/bus-util.c', symbol: 'bus_log_connect_full' }],
});

export default serviceStartInBuild;

export const examples: ExamplesOf<typeof serviceStartInBuild> = [
  {
    name: 'systemctl in a build',
    log: `#6 [2/4] RUN systemctl start nginx
#6 0.201 System has not been booted with systemd as init system (PID 1). Can't operate.
#6 0.201 Failed to connect to bus: Host is down
#6 ERROR: process "/bin/sh -c systemctl start nginx" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c systemctl start nginx" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'a server elsewhere refuses',
    log: `#5 [2/2] RUN curl -fsSL https://files.example/tool.tgz -o tool.tgz
#5 0.101 curl: (7) Failed to connect to files.example port 443 after 3 ms: Connection refused
#5 ERROR: process "/bin/sh -c curl -fsSL https://files.example/tool.tgz -o tool.tgz" did not complete successfully: exit code: 7
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://files.example/tool.tgz -o tool.tgz" did not complete successfully: exit code: 7
`,
    matches: false,
    is: 'build-step-network-blocked',
  },
  {
    name: 'Prisma against the database of Compose',
    log: `#9 [7/9] RUN npx prisma db push
#9 5.410 Error: P1001: Can't reach database server at \`db\`:\`5432\`
#9 ERROR: process "/bin/sh -c npx prisma db push" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npx prisma db push" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'a page that is rendered at build time asks an API',
    log: `#9 [7/9] RUN npm run build
#9 35.42   cause: Error: connect ECONNREFUSED ::1:8000
#9 35.60  Next.js build worker exited with code: 1 and signal: null
#9 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'suspected',
  },
];
