import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { ProjectService } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';
import { endpointsOf } from '../../shared/data-service.ts';
import { isGiven, namesOf, runsImage } from '../../shared/stack.ts';
import { APP_DOWN, DATABASE_DOWN } from '../../shared/service-down.ts';

const dependencyNotReady = condition({
  id: 'dependency-not-ready',
  stage: 'runtime',
  role: 'generic',
  title: { en: 'Another service did not accept connections yet', zh: '另一个服务还没有接受连接' },

  signatures: [
    {
      on: 'output',
      says: [
        'ECONNREFUSED',
        'connection refused',
        'Connection refused',
        'Check that the hostname and port are correct',
      ],
      pattern:
        /(?:ECONNREFUSED |dial tcp |connecting to |connect to |[Cc]onnection to |refused: |for |server at "|host[:=] ?'?|MySQL server on ')(?!localhost|127\.|0\.0\.0\.0|::1|\[::1\])(?<host>[a-zA-Z][\w-]{0,62}|172\.\d{1,3}\.\d{1,3}\.\d{1,3}|192\.168\.\d{1,3}\.\d{1,3}|10\.\d{1,3}\.\d{1,3}\.\d{1,3})(?:"? \([\d.]{7,15}\), port |\/[\d.]{7,15}:|:|' \(|, port |" and port |" port )(?<port>\d{2,5})\b/,
      when: ({ step, text }) => step === undefined && !/proxyconnect|curl: \(|wget: /.test(text),
    },
    {
      on: 'output',
      says: "Can't connect to ",
      pattern:
        /Can't connect to (?:MySQL )?server on '(?!localhost|127\.)(?<host>[a-zA-Z][\w-]{0,62})(?::(?<port>\d{2,5}))?' ?\((?:111|\[Errno 111\]|61|115)/,
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: 'while connecting to upstream',
      pattern:
        /Connection refused\) while connecting to upstream.{0,400}upstream: "\w+:\/\/(?!127\.|\[::1\])(?<host>[\w.-]{1,63}):(?<port>\d{2,5})/,
    },
    // Said without an address, or with one that the pattern above does not know.
    {
      on: 'output',
      says: [
        "Can't reach database server at ",
        'Communications link failure',
        '[2002] Connection refused',
        'NpgsqlException',
        'to broker on first connect',
        'Timed out waiting for connection while in state: CONNECTING',
      ],
      pattern:
        /(?:Can't reach database server at [`"](?!localhost|127\.)(?<host>[a-zA-Z][\w-]{0,62})[`"]?:[`"]?(?<port>\d{2,5})|Communications link failure|SQLSTATE\[HY000\] \[2002\] Connection refused|Failed to connect to (?!127\.)(?<npgsql>\d{1,3}(?:\.\d{1,3}){3}):5432|while in state: CONNECTING)/,
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ host: group('host') || group('npgsql'), port: group('port'), service: event.service }),

  yieldsTo: ['service-dns-failure', 'pg-starting-up', ...APP_DOWN, ...DATABASE_DOWN],
  calls: ({ host }) => host,
  headline: ({ host, port, service }) => ({
    en: `${service ?? 'A program'} was refused by ${host === '' ? 'its database or broker' : host}${port === '' ? '' : `:${port}`}: nothing listened there yet, or not on that port`,
    zh: `${service === undefined ? '程序' : `${service} `}被${host === '' ? '数据库或消息服务' : ` ${host}`}${port === '' ? '' : `:${port}`} 拒绝：那里还没有监听，或端口不对`,
  }),
  why: {
    en: `The name resolved and the container answered, but no process listened on the port at that moment. The short form of depends_on
      waits only until a container is started, not until its server is ready. The same message appears if the server crashed,
      listens only on 127.0.0.1, or if the published host port is used instead of the container port.`,
    zh: `名字能解析，对方容器也有应答，但那一刻该端口上没有进程监听。depends_on 的短写法只等到容器启动，
      不等服务器就绪。如果服务器崩溃了、只监听 127.0.0.1，或误用了映射到宿主机的端口，也会出现同样的消息。`,
  },

  evidence: {
    services: {
      probe: 'project.services',
      about: () => ({}),
      confirms: (services, facts) => wrongPort(facts, services) !== undefined,
      refutes: () => false,
      tells: (services, facts) => {
        const { variable, client, usual, title } = wrongPort(facts, services) ?? {};
        return {
          en: `${variable} of ${client} has port ${facts.port}; ${facts.host} is ${title}, listens on ${usual}, and is not told otherwise.`,
          zh: `${client} 的 ${variable} 使用端口 ${facts.port}；${facts.host} 是 ${title}，监听 ${usual}，没有别的设置。`,
        };
      },
    },
  },

  retry: 'unknown',
  remedies: ({ host, port, service }, { services = [] }) => [
    usualPort(wrongPort({ host, port, service }, services), host, port),
    {
      id: 'look-at-dependency',
      title: { en: 'See whether the other service is up and what it says', zh: '查看另一个服务是否在运行、说了什么' },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'ps', '-a']),
        look(['docker', 'compose', 'logs', '--tail', '50', ...(/^\d|^$/.test(host) ? [] : [host])]),
      ],
    },
    {
      id: 'wait-for-healthy',
      title: { en: 'Wait for it to be healthy, not only started', zh: '等到它健康，而不只是已启动' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: `Give the dependency a health check and let ${service ?? 'the client'} wait for it.`,
            zh: `给依赖加健康检查，并让${service === undefined ? '客户端' : ` ${service} `}等待它。`,
          },
          {
            after: `depends_on:\n  ${/^\d/.test(host) ? 'dependency' : host}:\n    condition: service_healthy`,
          },
        ),
        advise(
          'Also retry the first connection in the program: a database can restart at any time.',
          '程序自身也应重试首次连接：数据库随时可能重启。',
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'compose-spec/compose-spec', path: '05-services.md', symbol: 'depends_on' },
    { repo: 'nodejs/node', path: 'lib/net.js', symbol: 'afterConnect' },
  ],
});

interface WrongPort {
  readonly client: string;
  readonly variable: string;
  readonly usual: number;
  readonly title: string;
}

/** The URL has a port of its own, and the image of the service it calls listens on the usual one: nothing there says otherwise. */
function wrongPort(
  { host, port, service }: { readonly host: string; readonly port: string; readonly service: string | undefined },
  services: readonly ProjectService[],
): WrongPort | undefined {
  const client = services.find(({ name }) => name === service);
  const target = services.find((one) => namesOf(one).includes(host));
  if (client === undefined || target === undefined) return undefined;
  const endpoint = endpointsOf(client).find((one) => one.host === host && String(one.port) === port);
  const kind = endpoint?.kind;
  if (endpoint === undefined || kind === undefined || kind.port === endpoint.port) return undefined;
  const isUsual =
    runsImage(target, kind.images) && !isGiven(target, 'PGPORT', 'MYSQL_TCP_PORT') && !hasPortOption(target);
  return isUsual
    ? { client: client.name, variable: endpoint.variable, usual: kind.port, title: kind.title }
    : undefined;
}

function usualPort(wrong: WrongPort | undefined, host: string, port: string): Remedy | undefined {
  if (wrong === undefined) return undefined;
  const { client, variable, usual, title } = wrong;
  return {
    id: 'use-the-usual-port',
    title: {
      en: `Call ${host} on port ${usual}, where ${title} listens`,
      zh: `用 ${title} 监听的端口 ${usual} 访问 ${host}`,
    },
    risk: 'reversible',
    steps: [
      edit(
        'compose.yaml',
        {
          en: `Where ${variable} of ${client} is written, the port becomes ${usual}.`,
          zh: `在 ${client} 的 ${variable} 处，把端口改成 ${usual}。`,
        },
        {
          before: `${host}:${port}`,
          after: `${host}:${usual}`,
          makes: {
            kind: 'service-variable',
            service: client,
            name: variable,
            to: { port: usual },
          },
        },
      ),
    ],
  };
}

function hasPortOption({ options = {} }: ProjectService): boolean {
  return ['-p', '--port', '-P', '-c', '-o'].some((name) => options[name] !== undefined);
}

export default dependencyNotReady;

export const examples: ExamplesOf<typeof dependencyNotReady> = [
  {
    name: 'a port on which this image does not listen',
    log: `app-1  | psycopg2.OperationalError: connection to server at "postgres" (172.18.0.3), port 5433 failed: Connection refused
app-1 exited with code 1
`,
    matches: { host: 'postgres', port: '5433' },
    project: {
      'compose.yaml': `services:
  postgres:
    image: postgres:15
    environment: { POSTGRES_PASSWORD: one }
  app:
    image: shop
    environment: { DATABASE_URL: "postgresql://postgres:one@postgres:5433/shop" }
`,
    },
    speaks: ['for'],
    verdict: 'confirmed',
    remedies: ['use-the-usual-port', 'look-at-dependency', 'wait-for-healthy'],
  },
  {
    name: 'the server was told to listen there',
    log: `app-1  | psycopg2.OperationalError: connection to server at "postgres" (172.18.0.3), port 5433 failed: Connection refused
app-1 exited with code 1
`,
    matches: { host: 'postgres', port: '5433' },
    project: {
      'compose.yaml': `services:
  postgres:
    image: postgres:15
    environment: { POSTGRES_PASSWORD: one, PGPORT: 5433 }
  app:
    image: shop
    environment: { DATABASE_URL: "postgresql://postgres:one@postgres:5433/shop" }
`,
    },
    speaks: [],
    verdict: 'suspected',
    remedies: ['look-at-dependency', 'wait-for-healthy'],
  },
  {
    name: 'Node, by address',
    log: `api-1  | Error: connect ECONNREFUSED 172.18.0.3:5432
api-1 exited with code 1
`,
    matches: { host: '172.18.0.3', port: '5432', service: 'api' },
  },
  {
    name: 'libpq, by name',
    log: `web-1  | psycopg2.OperationalError: connection to server at "db" (172.20.0.2), port 5432 failed: Connection refused
web-1  | 	Is the server running on that host and accepting TCP/IP connections?
web-1 exited with code 1
`,
    world: {},
    speaks: ['could-not-look'],
    verdict: 'suspected',
    matches: { host: 'db', port: '5432' },
  },
  {
    name: 'the database itself could not start',
    log: `db-1  | Error: Database is uninitialized and superuser password is not specified.
db-1 exited with code 1
web-1  | Error: connect ECONNREFUSED 127.0.0.1:5432
web-1 exited with code 1
`,
    matches: false,
  },
  {
    name: 'Prisma',
    log: `api-1  | Error: P1001: Can't reach database server at \`db:5432\`
api-1 exited with code 1
`,
    matches: { host: 'db', port: '5432' },
  },
];
