import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';
import { isOwnPort } from '../../shared/data-service.ts';
import { lostCalls, SERVERS } from '../../shared/lost-calls.ts';
import { repoint } from '../../shared/repoint.ts';
import { placeOfVariable } from '../../shared/stack.ts';

const HOST = String.raw`(?:localhost|127\.0\.0\.1|\[?::1\]?)`;

function isRuntime({ step, text }: { readonly step?: string; readonly text: string }): boolean {
  return step === undefined && !/proxyconnect|docker\.sock|curl: \(|wget: /.test(text);
}

const connectLocalhostInsideContainer = condition({
  id: 'connect-localhost-inside-container',
  stage: 'runtime',
  title: {
    en: 'A program looks for another service on localhost of its own container',
    zh: '程序在自己容器的 localhost 上寻找别的服务',
  },

  signatures: [
    {
      on: 'output',
      says: ['ECONNREFUSED 127.0.0.1:', 'ECONNREFUSED ::1:', 'dial tcp 127.0.0.1:', 'dial tcp [::1]:'],
      pattern: /(?:ECONNREFUSED |dial tcp )(?:127\.0\.0\.1|\[?::1\]?):(?<port>\d{2,5})/,
      unless: [{ says: 'proxyconnect tcp' }],
      when: isRuntime,
    },
    {
      on: 'output',
      says: ['connecting to localhost:', 'connecting to 127.0.0.1:', 'connecting to ::1:'],
      pattern:
        /connecting to (?:localhost|127\.0\.0\.1|::1):(?<port>\d{2,5})\b.{0,40}(?:refused|Connect call failed|ECONNREFUSED)/,
      when: isRuntime,
    },
    {
      on: 'output',
      says: [
        'connection to server at "localhost"',
        'connection to server at "127.0.0.1"',
        'connection to server at "::1"',
        'on host "localhost"',
        'on host "127.0.0.1"',
      ],
      pattern:
        /(?:connection to server at|running on host) "(?:localhost|127\.0\.0\.1|::1)"(?:.{0,80}port (?<port>\d{2,5}) failed: Connection refused| \([\d.:a-f]+\) and accepting)/,
      when: isRuntime,
    },
    {
      on: 'output',
      says: [
        "Can't connect to MySQL server on '127.0.0.1",
        "Can't connect to MySQL server on 'localhost",
        "Can't connect to server on '127.0.0.1",
        "Can't connect to server on 'localhost",
      ],
      pattern: /(?:on 'localhost|on '127\.0\.0\.1)(?::(?<port>\d{2,5}))?'/,
      when: isRuntime,
    },
    {
      on: 'output',
      says: [
        'Connection refused',
        'connection refused',
        'Connect call failed',
        'ECONNREFUSED',
        'Cannot assign requested address',
        'Check that the hostname and port are correct',
        'Unable to connect to localhost',
        "Can't reach database server at ",
        'Unable to connect to 127.0.0.1',
      ],
      pattern: new RegExp(
        `(?:^|[^\\w.-])${HOST}(?:["')\\]]{0,2}, ?"?(?:[Pp]ort"?[:= ]{1,2})?|["')\\]]{0,2}(?:\\/|, |: | on |:| \\([\\d.:]+\\):))(?:<[^>]*>:)?(?<port>\\d{2,5})\\b(?!\\.)`,
      ),
      unless: [{ says: 'proxyconnect tcp' }],
      when: isRuntime,
    },
    {
      on: 'output',
      says: 'while connecting to upstream',
      pattern:
        /Connection refused\) while connecting to upstream.{0,400}upstream: "\w+:\/\/(?:127\.0\.0\.1|\[::1\]):(?<port>\d{2,5})/,
      when: isRuntime,
    },
  ],
  facts: (group, event) => ({ port: group('port'), service: event.service }),

  yieldsTo: ['systemd-resolved-loop'],
  headline: ({ port, service }) => ({
    en: `${service ?? 'The program'} connects to localhost${port === '' ? '' : `:${port}`}, but inside a container that is the container itself`,
    zh: `${service === undefined ? '程序' : `${service} `}连接 localhost${port === '' ? '' : `:${port}`}，而容器里的 localhost 就是容器自己`,
  }),
  why: {
    en: `Every container has a network namespace of its own: localhost, 127.0.0.1 and ::1 never lead to another service or to the host.
      The other service may be healthy; nothing listens on that port in this container, so the kernel refuses the connection at once.
      A dependency that is not ready looks alike, but there the address is the service's name.`,
    zh: `每个容器都有自己的网络命名空间：localhost、127.0.0.1、::1 不会通向别的服务，也不会通向宿主机。
      另一个服务可能完全正常；但本容器里没有进程监听该端口，内核立刻拒绝连接。
      它容易与“依赖尚未就绪”混淆：那种情况下的地址是服务名。`,
  },

  evidence: {
    services: {
      probe: 'project.services',
      about: () => ({}),
      confirms: (services, { port, service }) =>
        services.some(
          ({ name, environment }) =>
            (service === undefined || name === service) &&
            Object.values(environment).some(({ url }) => url !== undefined && isOwnPort(url, port)),
        ),
      refutes: () => false,
      tells: () => ({
        en: 'A variable of this service holds a URL with localhost in it.',
        zh: '该服务的一个环境变量里，URL 的主机是 localhost。',
      }),
    },
  },

  ahead: {
    asks: ['project.services'],
    finds: ({ 'project.services': services = [] }) =>
      lostCalls(services).map(({ client, variable, port, title, target }) => ({
        facts: { port: String(port), service: client },
        how: 'certain' as const,
        tells: {
          en: `${variable} of ${client} names localhost, but ${title} runs in the service ${target}.`,
          zh: `${client} 的 ${variable} 指向 localhost，而 ${title} 运行在服务 ${target} 中。`,
        },
        at: placeOfVariable(client, variable),
        service: client,
      })),
  },

  retry: 'useless',
  remedies: ({ port, service }, { services }) => {
    const kind = SERVERS[port];
    const isTarget = (other: { name: string; image?: string }): boolean =>
      kind !== undefined && other.name !== service && `${other.name} ${other.image ?? ''}`.includes(kind);
    const target = services?.find(isTarget)?.name ?? kind ?? 'other-service';
    const makes = repoint(services, { service, isWrong: (url) => isOwnPort(url, port), target });
    const at = port === '' ? '' : `:${port}`;
    return [
      {
        id: 'use-service-name',
        title: {
          en: 'Connect to the other service by its Compose name and its container port',
          zh: '用 Compose 服务名和容器端口连接另一个服务',
        },
        risk: 'disruptive',
        steps: [
          edit(
            'compose.yaml',
            {
              en: `In the environment of ${service ?? 'this service'} (or in .env), replace localhost by the service's name.`,
              zh: `在${service === undefined ? '该服务' : ` ${service} `}的 environment（或 .env）里，把 localhost 换成服务名。`,
            },
            { before: `localhost${at}`, after: `${target}${at}`, ...(makes !== undefined && { makes }) },
          ),
          run(['docker', 'compose', 'up', '-d', '--wait', service ?? ''].filter(Boolean), 'disruptive'),
        ],
      },
      {
        id: 'reach-the-host',
        title: {
          en: 'If the server runs on the host itself, use host.docker.internal',
          zh: '如果服务器就在宿主机上，用 host.docker.internal',
        },
        risk: 'reversible',
        steps: [
          edit(
            'compose.yaml',
            {
              en: 'On Linux give the name to the container; Docker Desktop has it already.',
              zh: '在 Linux 上要把这个名字加给容器；Docker Desktop 自带。',
            },
            {
              after: 'extra_hosts: ["host.docker.internal:host-gateway"]',
            },
          ),
        ],
      },
    ];
  },

  sources: [
    { repo: 'redis/redis-py', path: 'redis/connection.py', symbol: '_error_message' },
    { repo: 'nodejs/node', path: 'lib/net.js', symbol: 'afterConnect' },
    { repo: 'golang/go', path: 'src/net/dial.go' },
    { repo: 'postgres/postgres', path: 'src/interfaces/libpq/fe-connect.c', symbol: 'connectFailureMessage' },
  ],
});

export default connectLocalhostInsideContainer;

export const examples: ExamplesOf<typeof connectLocalhostInsideContainer> = [
  {
    name: 'redis-py',
    log: `redis-1  | 1:M 22 Nov 2026 13:31:15.160 * Ready to accept connections
app-1  | 2026-11-22 13:31:26,275 ERROR [app] health check failed: redis: ConnectionError: Error 111 connecting to localhost:6379. Connection refused.
dependency failed to start: container shop-app-1 is unhealthy
`,
    matches: { port: '6379', service: 'app' },
    project: {
      'compose.yaml': `services:
  redis: { image: "redis:7" }
  app:
    image: shop
    environment: { REDIS_URL: "redis://localhost:6379/0" }
`,
    },
    verdict: 'confirmed',
    remedies: ['use-service-name', 'reach-the-host'],
  },
  {
    name: 'Node',
    log: `api-1  | Error: connect ECONNREFUSED 127.0.0.1:5432
api-1  |     at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1607:16)
api-1 exited with code 1
`,
    matches: { port: '5432', service: 'api' },
  },
  {
    name: 'Go',
    log: `worker-1  | 2026/11/22 13:31:15 failed to connect: dial tcp [::1]:6379: connect: connection refused
worker-1 exited with code 1
`,
    matches: { port: '6379' },
  },
  {
    name: 'libpq',
    log: `web-1  | psycopg2.OperationalError: connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused
web-1  | 	Is the server running on that host and accepting TCP/IP connections?
web-1 exited with code 1
`,
    matches: { port: '5432' },
  },
  {
    name: 'PyMySQL',
    log: `web-1  | pymysql.err.OperationalError: (2003, "Can't connect to MySQL server on 'localhost' ([Errno 111] Connection refused)")
web-1 exited with code 1
`,
    matches: { service: 'web' },
  },
  {
    name: 'Java',
    log: `api-1  | org.postgresql.util.PSQLException: Connection to localhost:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.
api-1 exited with code 1
`,
    matches: { port: '5432' },
  },
  {
    name: 'Java, Netty',
    log: `api-1  | Caused by: io.netty.channel.AbstractChannel$AnnotatedConnectException: Connection refused: localhost/127.0.0.1:6379
api-1 exited with code 1
`,
    matches: { port: '6379' },
  },
  {
    name: 'Ruby',
    log: `web-1  | Connection refused - connect(2) for 127.0.0.1:6379 (redis://localhost:6379/0) (Redis::CannotConnectError)
web-1 exited with code 1
`,
    matches: { port: '6379' },
  },
  {
    name: 'PDO as Laravel shows it',
    log: `web-1  | SQLSTATE[HY000] [2002] Connection refused (Connection: mysql, Host: 127.0.0.1, Port: 3306, SQL: select * from jobs)
web-1 exited with code 1
`,
    matches: { port: '3306' },
  },
  {
    name: 'the address is the name of a service',
    log: `app-1  | redis.exceptions.ConnectionError: Error 111 connecting to redis:6379. Connection refused.
app-1 exited with code 1
`,
    matches: false,
    is: 'dependency-not-ready',
  },
];

export const aheadExamples: AheadExamplesOf<typeof connectLocalhostInsideContainer> = [
  {
    name: 'the URL of the development machine came along',
    project: {
      'compose.yaml': `services:
  redis: { image: "redis:7-alpine" }
  app:
    image: shop
    environment:
      REDIS_URL: redis://localhost:6379/0
`,
    },
    finds: [{ facts: { port: '6379', service: 'app' }, how: 'certain', at: 'compose.yaml:6' }],
  },
  {
    name: 'addresses that a browser or the host network uses',
    project: {
      'compose.yaml': `services:
  redis:
    image: redis:7-alpine
    ports: ["6379:6379"]
  app:
    image: shop
    environment: { PUBLIC_URL: "http://localhost:3000" }
  probe:
    image: shop
    network_mode: host
    environment: { REDIS_URL: "redis://localhost:6379/0" }
`,
    },
    finds: [],
  },
];
