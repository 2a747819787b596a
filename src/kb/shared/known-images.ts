import { imageNameOf } from './stack.ts';

/** Docker's official images carry no HEALTHCHECK: the policy of docker-library/official-images. */
export function isOfficial(reference: string): boolean {
  const { name } = imageNameOf(reference);
  return OFFICIAL.has(name) || reference === 'scratch';
}

const OFFICIAL = new Set(
  `alpine amazoncorretto busybox caddy cassandra composer consul debian eclipse-mosquitto eclipse-temurin
   elasticsearch fedora gcc golang gradle haproxy httpd influxdb kibana mariadb maven memcached mongo
   mongo-express mysql nats neo4j nginx node openjdk perl php phpmyadmin postgres python rabbitmq redis
   registry ruby rust swift tomcat traefik ubuntu vault zookeeper`.split(/\s+/),
);

/** A tool that images of this name do not have, as far as their Dockerfiles show; undefined where nothing is known. */
export function lacksTool(reference: string, tool: string): boolean | undefined {
  const { name, tag } = imageNameOf(reference);
  const isAlpine = /alpine/.test(tag) || name === 'alpine';
  const isSlim = /slim/.test(tag);
  if (reference === 'scratch' || /(?:^|\/)distroless\//.test(name)) return true;
  if (tool === 'curl') {
    if (isAlpine) return ['nginx', 'php', 'composer'].includes(name) ? false : OFFICIAL.has(name) ? true : undefined;
    if (isSlim) return OFFICIAL.has(name) ? true : undefined;
    return NO_CURL.has(name) ? true : undefined;
  }
  if (tool === 'wget') {
    if (isAlpine) return false;
    if (isSlim) return OFFICIAL.has(name) ? true : undefined;
    return NO_WGET.has(name) ? true : undefined;
  }
  return undefined;
}

const NO_CURL = new Set([
  'debian',
  'ubuntu',
  'busybox',
  'postgres',
  'redis',
  'mongo',
  'rabbitmq',
  'memcached',
  'httpd',
  'mariadb',
]);
const NO_WGET = new Set([
  'debian',
  'ubuntu',
  'postgres',
  'redis',
  'nginx',
  'rabbitmq',
  'memcached',
  'httpd',
  'mariadb',
]);
