import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { namesMeant } from '../../shared/meant-service.ts';
import { unlessRecovered } from '../../shared/recovered.ts';
import { APP_DOWN, DATABASE_DOWN } from '../../shared/service-down.ts';
import { tellUnknown, unresolvable, whyUnknown } from '../../shared/unresolvable.ts';

const NAME = String.raw`(?<host>[a-zA-Z_][\w-]{0,62})`;

const serviceDnsFailure = condition({
  id: 'service-dns-failure',
  stage: 'runtime',
  title: { en: 'The name of another service does not resolve', zh: '另一个服务的名字无法解析' },

  signatures: unlessRecovered([
    {
      on: 'output',
      says: ['getaddrinfo ENOTFOUND ', 'getaddrinfo EAI_AGAIN '],
      pattern: new RegExp(`getaddrinfo (?:ENOTFOUND|EAI_AGAIN) ${NAME}(?![\\w.-])`),
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: 'could not translate host name "',
      pattern: new RegExp(`could not translate host name "${NAME}" to address`),
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: ['no such host', 'server misbehaving'],
      pattern: new RegExp(`dial \\w+: lookup ${NAME}(?: on [\\d.]+:53)?: (?:no such host|server misbehaving)`),
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: ['java.net.UnknownHostException: ', 'Unknown host: '],
      pattern: new RegExp(`(?:UnknownHostException|Unknown host): ${NAME}(?::|$|\\s)`),
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: [
        'php_network_getaddresses: getaddrinfo',
        'Name or service not known',
        'Temporary failure in name resolution',
        'nodename nor servname provided',
      ],
      pattern: new RegExp(
        `(?:getaddrinfo for ${NAME} failed|connecting to (?<redis>[a-zA-Z_][\\w-]{0,62}):\\d+|server on '(?<mysql>[a-zA-Z_][\\w-]{0,62})'|host='(?<http>[a-zA-Z_][\\w-]{0,62})'|hostname "(?<psycopg>[a-zA-Z_][\\w-]{0,62})"|tcp:\\/\\/(?<celery>[a-zA-Z_][\\w-]{0,62}):\\d+)`,
      ),
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: ["** server can't find ", 'Unknown MySQL server host ', 'Unknown server host ', "bad address '"],
      pattern: new RegExp(
        `(?:server can't find |Unknown (?:MySQL )?server host '|bad address ')${NAME}(?:: (?:NXDOMAIN|SERVFAIL)|(?::\\d{1,5})?')`,
      ),
      when: ({ step }) => step === undefined,
    },
  ]),
  facts: (group, event) => ({
    host: ['host', 'redis', 'mysql', 'http', 'psycopg', 'celery'].map(group).find((name) => name !== '') ?? '',
    service: event.service,
  }),

  yieldsTo: [...APP_DOWN, ...DATABASE_DOWN, 'ip-forward-disabled', 'systemd-resolved-loop'],
  calls: ({ host }) => host,
  headline: ({ host, service }) => ({
    en:
      host === ''
        ? `${service ?? 'A program'} cannot resolve the name of another service`
        : `${service ?? 'A program'} cannot resolve "${host}": no running service of that name on its network`,
    zh:
      host === ''
        ? `${service === undefined ? '程序' : `${service} `}无法解析另一个服务的名字`
        : `${service === undefined ? '程序' : `${service} `}无法解析 "${host}"：它所在的网络里没有叫这个名字的运行中服务`,
  }),
  why: {
    en: `Compose gives each service name to the embedded DNS server (127.0.0.11) of the project's networks, and only while its container runs.
      The name is misspelt, the service is on another network, has crashed, or the container is on the default bridge, which has no such DNS.
      A name with dots would be a problem of outside DNS instead.`,
    zh: `Compose 把服务名登记到项目网络的内置 DNS（127.0.0.11），并且只在容器运行时有效。
      名字写错、服务在别的网络、已经崩溃，或容器在没有这种 DNS 的默认 bridge 上，都会解析不到。
      如果名字里带点，则是外部 DNS 的问题。`,
  },

  evidence: {
    services: {
      probe: 'project.services',
      about: () => ({}),
      confirms: (services, facts) => whyUnknown(services, facts) !== undefined,
      refutes: () => false,
      tells: (services, facts) => tellUnknown(services, facts),
    },
  },

  ahead: {
    asks: ['project.services', 'project.compose'],
    finds: ({ 'project.services': services = [], 'project.compose': compose }) =>
      services.flatMap((client) => unresolvable(client, services, compose)),
  },

  retry: 'unknown',
  remedies: ({ host, service }, { services = [] }) => [
    ...namesMeant(host, service, services),
    {
      id: 'look-at-names',
      title: {
        en: 'Compare the name with the services that run, and their networks',
        zh: '把名字与正在运行的服务及其网络对照',
      },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'ps', '-a', '--format', 'table {{.Service}}\t{{.Status}}\t{{.Networks}}']),
        ...(service === undefined
          ? []
          : [look(['docker', 'compose', 'exec', service, 'getent', 'hosts', host === '' ? 'postgres' : host])]),
      ],
    },
    {
      id: 'use-the-right-name',
      title: {
        en: 'Use the service name as written in the Compose file, on a shared network',
        zh: '使用 Compose 文件中的服务名，并让两者在同一网络',
      },
      risk: 'disruptive',
      steps: [
        edit('compose.yaml', {
          en: `Put the right service name in place of "${host}" in the URL, or list both services under one network.`,
          zh: `把 URL 中的 "${host}" 改成正确的服务名，或让两个服务加入同一个网络。`,
        }),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/libnetwork/resolver.go' },
    { repo: 'postgres/postgres', path: 'src/interfaces/libpq/fe-connect.c', symbol: 'PQconnectPoll' },
    { repo: 'nodejs/node', path: 'lib/dns.js' },
  ],
});

export default serviceDnsFailure;

export const examples: ExamplesOf<typeof serviceDnsFailure> = [
  {
    name: 'the one service that can be meant is named',
    log: `app-1  | psycopg2.OperationalError: could not translate host name "database" to address: Name or service not known
app-1 exited with code 1
`,
    matches: { host: 'database', service: 'app' },
    project: {
      'compose.yaml': `services:
  postgres:
    image: postgres:15
    environment: { POSTGRES_PASSWORD: one }
  app:
    image: shop
    environment: { DATABASE_URL: "postgresql://postgres:one@database:5432/shop" }
`,
    },
    remedies: ['name-the-service', 'look-at-names', 'use-the-right-name'],
  },
  {
    name: 'the service is there, on another network',
    log: `app-1  | psycopg2.OperationalError: could not translate host name "postgres" to address: Name or service not known
app-1 exited with code 1
`,
    matches: { host: 'postgres', service: 'app' },
    project: {
      'compose.yaml': `services:
  postgres:
    image: postgres:15
  app:
    image: shop
    networks: [front]
    environment: { DATABASE_URL: "postgresql://postgres:one@postgres:5432/shop" }
networks:
  front: {}
`,
    },
    speaks: ['for'],
    verdict: 'confirmed',
    remedies: ['join-the-network', 'look-at-names', 'use-the-right-name'],
  },
  {
    name: 'both are on one network, and it is a second name: it can resolve',
    log: `app-1  | psycopg2.OperationalError: could not translate host name "primary" to address: Name or service not known
app-1 exited with code 1
`,
    matches: { host: 'primary', service: 'app' },
    project: {
      'compose.yaml': `services:
  postgres: { image: "postgres:15", networks: { default: {}, front: { aliases: [primary] } } }
  app: { image: shop, networks: [front] }
networks: { front: {} }
`,
    },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'two databases, and neither is spelt so: nobody knows which is meant',
    log: `app-1  | psycopg2.OperationalError: could not translate host name "database" to address: Name or service not known
app-1 exited with code 1
`,
    matches: { host: 'database', service: 'app' },
    project: {
      'compose.yaml': `services:
  orders:
    image: postgres:15
  users:
    image: postgres:15
  app:
    image: shop
    environment: { DATABASE_URL: "postgresql://postgres:one@database:5432/shop" }
`,
    },
    remedies: ['look-at-names', 'use-the-right-name'],
  },
  {
    name: 'libpq; the service has another name',
    log: `app-1  | 2026-11-22 13:31:26,275 ERROR [app] health check failed: database: OperationalError: could not translate host name "database" to address: Name or service not known
dependency failed to start: container shop-app-1 is unhealthy
`,
    matches: { host: 'database', service: 'app' },
    project: { 'compose.yaml': 'services:\n  postgres: { image: "postgres:15" }\n  app: { image: shop }\n' },
    verdict: 'confirmed',
  },
  {
    name: 'Node',
    log: `api-1  | Error: getaddrinfo ENOTFOUND mongo
api-1  |     at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26)
api-1 exited with code 1
`,
    matches: { host: 'mongo', service: 'api' },
  },
  {
    name: 'redis-py',
    log: `worker-1  | redis.exceptions.ConnectionError: Error -2 connecting to cache:6379. Name or service not known.
worker-1 exited with code 1
`,
    matches: { host: 'cache' },
  },
  {
    name: 'a name of the outside world',
    log: `api-1  | Error: getaddrinfo EAI_AGAIN api.payments.example
api-1 exited with code 1
`,
    matches: false,
    is: 'container-no-dns',
  },
];

export const aheadExamples: AheadExamplesOf<typeof serviceDnsFailure> = [
  {
    name: 'the host name is misspelt',
    project: {
      'compose.yaml': `services:
  postgres:
    image: postgres:16
    environment: { POSTGRES_PASSWORD: one }
  app:
    image: shop
    environment:
      DATABASE_URL: postgres://postgres:one@postgers:5432/shop
`,
    },
    finds: [{ facts: { host: 'postgers', service: 'app' }, how: 'certain', at: 'compose.yaml:8' }],
  },
  {
    name: 'the two have no network in common',
    project: {
      'compose.yaml': `services:
  cache:
    image: redis:7
    networks: [back]
  app:
    image: shop
    networks: [front]
    environment: { CACHE_HOST: cache }
networks:
  front:
  back:
`,
    },
    finds: [{ facts: { host: 'cache', service: 'app' }, how: 'certain', at: 'compose.yaml:8' }],
  },
  {
    name: 'an alias, a container name, a host of extra_hosts and a host outside',
    project: {
      'compose.yaml': `services:
  db:
    image: postgres:16
    container_name: shop-database
    environment: { POSTGRES_PASSWORD: one }
    networks:
      default:
        aliases: [primary]
  app:
    image: shop
    extra_hosts: ["old:10.0.0.9"]
    environment:
      A_URL: postgres://db/a
      B_URL: postgres://primary/b
      C_URL: postgres://shop-database/c
      D_URL: postgres://old/d
      E_URL: postgres://db.corp.example/e
      F_URL: postgres://host.docker.internal/f
`,
    },
    finds: [],
  },
];
