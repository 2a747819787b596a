import type { EnvironmentValue, ProjectService } from '#core/model/probes/project.ts';
import { runsImage } from './stack.ts';

/** A kind of data service: how it is recognised, what its clients' URLs look like. */
export interface DataKind {
  readonly title: string;
  readonly images: readonly string[];
  readonly scheme: RegExp;
  readonly port: number;
}

export const DATA_KINDS = {
  postgres: {
    title: 'PostgreSQL',
    images: ['postgres', 'postgis/postgis', 'timescale/timescaledb', 'pgvector/pgvector'],
    scheme: /^(?:postgres(?:ql)?|postgis|psql)(?:\+\w+)?$/,
    port: 5432,
  },
  mysql: { title: 'MySQL', images: ['mysql', 'mariadb'], scheme: /^(?:mysql2?|mariadb)(?:\+\w+)?$/, port: 3306 },
  mongo: { title: 'MongoDB', images: ['mongo'], scheme: /^mongodb(?:\+srv)?$/, port: 27017 },
  redis: {
    title: 'Redis',
    images: ['redis', 'valkey/valkey', 'redis/redis-stack', 'redis/redis-stack-server'],
    scheme: /^rediss?$/,
    port: 6379,
  },
  rabbitmq: { title: 'RabbitMQ', images: ['rabbitmq'], scheme: /^(?:amqps?|pyamqp)$/, port: 5672 },
} as const satisfies Record<string, DataKind>;
export type DataKindName = keyof typeof DATA_KINDS;

export function isDataService(service: ProjectService): boolean {
  return Object.values(DATA_KINDS).some(({ images }) => runsImage(service, images));
}

export function kindOfScheme(scheme: string): DataKind | undefined {
  return Object.values(DATA_KINDS).find((kind) => kind.scheme.test(scheme));
}

const DATA_WORDS =
  /(?:^|_)(?:DB|DATABASE|PG|POSTGRES(?:QL)?|MYSQL|MARIADB|MONGO(?:DB)?|REDIS|RABBIT(?:MQ)?|AMQP|BROKERS?|KAFKA|ELASTIC(?:SEARCH)?|CACHE|MEMCACHED?|CELERY|QUEUE|SOLR|MINIO|SMTP|MAIL)_/i;

/** Where a client says it finds a data service: a URL of such a scheme, or a host name in a variable named after one. */
export interface Endpoint {
  readonly variable: string;
  readonly host: string;
  readonly port?: number;
  readonly kind?: DataKind;
}

export function endpointsOf(service: ProjectService): readonly Endpoint[] {
  return Object.entries(service.environment).flatMap(([variable, value]) => {
    const found = endpointOf(variable, value);
    return found === undefined ? [] : [found];
  });
}

function endpointOf(variable: string, { url, host }: EnvironmentValue): Endpoint | undefined {
  if (url !== undefined) {
    const kind = kindOfScheme(url.scheme);
    if (kind === undefined) return undefined;
    return { variable, host: url.host, port: url.port ?? kind.port, kind };
  }
  if (host === undefined || !DATA_WORDS.test(variable)) return undefined;
  return { variable, host: host.name, ...(host.port !== undefined && { port: host.port }) };
}

export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/** The address leads into the container itself, on that port where one is known. */
export function isOwnPort(url: { readonly host: string; readonly port?: number }, port: string): boolean {
  return isLoopback(url.host) && (port === '' || String(url.port ?? port) === port);
}
