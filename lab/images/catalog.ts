/** An image is another one, packages, and what the official image of that name does beside. */
export interface ImageDefinition {
  readonly from: string | null;
  readonly tags: readonly string[];
  readonly packages?: readonly string[];
  /** Runs in the image after the packages. */
  readonly script?: string;
  /** Copied in: path in the image, path beside this file. */
  readonly files?: Readonly<Record<string, string>>;
  /** Copied from this machine. */
  readonly host?: Readonly<Record<string, string>>;
  /** Dockerfile instructions for `docker import --change`. */
  readonly config: readonly string[];
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export const catalog = {
  busybox: {
    from: null,
    tags: ['busybox:latest', 'alpine:3.19'],
    config: ['CMD ["sh"]', `ENV PATH ${PATH}`],
  },
  debian: {
    from: null,
    tags: ['debian:12', 'debian:bookworm-slim'],
    config: ['CMD ["bash"]', `ENV PATH ${PATH}`],
  },
  python: {
    from: 'debian',
    tags: ['python:3.11-slim', 'python:3.11'],
    packages: ['python3', 'python3-pip'],
    // The official image has a Python of its own: no EXTERNALLY-MANAGED marker.
    script: 'ln -sf python3 /usr/bin/python; rm -f /usr/lib/python3*/EXTERNALLY-MANAGED',
    config: ['CMD ["python3"]', `ENV PATH ${PATH}`],
  },
  app: {
    from: 'python',
    tags: ['python-app:base'],
    packages: ['python3-psycopg2', 'python3-redis', 'curl'],
    config: ['CMD ["python3"]', `ENV PATH ${PATH}`],
  },
  gcc: {
    from: 'debian',
    tags: ['gcc:12'],
    packages: ['g++', 'libc6-dev', 'make', 'cmake'],
    config: ['CMD ["bash"]', `ENV PATH ${PATH}`],
  },
  golang: {
    from: 'gcc',
    tags: ['golang:1.19'],
    packages: ['golang-1.19-go'],
    script: 'rm -rf /usr/lib/go-1.19/pkg/linux_amd64_race',
    config: [
      'CMD ["bash"]',
      `ENV PATH /usr/lib/go-1.19/bin:${PATH}`,
      'ENV GOPATH /go',
      'ENV GOFLAGS -mod=mod',
      'WORKDIR /go',
    ],
  },
  node: {
    from: 'debian',
    tags: ['node:20', 'node:20-slim'],
    host: { '/usr/local/bin/node': 'node', '/usr/local/lib/node_modules/npm': 'npm' },
    script: 'for p in npm npx; do ln -sf ../lib/node_modules/npm/bin/$p-cli.js /usr/local/bin/$p; done',
    config: ['CMD ["node"]', `ENV PATH ${PATH}`],
  },
  postgres: {
    from: 'debian',
    tags: ['postgres:15', 'postgres:15-alpine'],
    packages: ['postgresql-15'],
    script: `mkdir -p /docker-entrypoint-initdb.d /var/lib/postgresql/data
      chown postgres /var/lib/postgresql/data
      chmod 755 /usr/local/bin/docker-entrypoint.sh`,
    files: { '/usr/local/bin/docker-entrypoint.sh': 'postgres-entrypoint.sh' },
    config: [
      // Before Debian's own wrappers, which are Perl and would take most of a health check's time.
      `ENV PATH /usr/lib/postgresql/15/bin:${PATH}`,
      'ENV PGDATA /var/lib/postgresql/data',
      'ENV LANG C.UTF-8',
      'VOLUME /var/lib/postgresql/data',
      'ENTRYPOINT ["docker-entrypoint.sh"]',
      'CMD ["postgres"]',
      'EXPOSE 5432',
    ],
  },
  redis: {
    from: 'debian',
    tags: ['redis:7', 'redis:7-alpine'],
    packages: ['redis-server'],
    script: 'mkdir -p /data; chown redis /data',
    config: [
      `ENV PATH ${PATH}`,
      'WORKDIR /data',
      'VOLUME /data',
      'EXPOSE 6379',
      'CMD ["redis-server","--protected-mode","no","--bind","0.0.0.0","--dir","/data"]',
    ],
  },
  nginx: {
    from: 'debian',
    tags: ['nginx:1.22'],
    packages: ['nginx-light'],
    script: 'ln -sf /dev/stderr /var/log/nginx/error.log; ln -sf /dev/stdout /var/log/nginx/access.log',
    config: [`ENV PATH ${PATH}`, 'EXPOSE 80', 'CMD ["nginx","-g","daemon off;"]'],
  },
  mariadb: {
    from: 'debian',
    tags: ['mariadb:10.11'],
    packages: ['mariadb-server'],
    script:
      'rm -rf /var/lib/mysql/*; mkdir -p /run/mysqld; chown mysql /run/mysqld; chmod 755 /usr/local/bin/docker-entrypoint.sh',
    files: { '/usr/local/bin/docker-entrypoint.sh': 'mariadb-entrypoint.sh' },
    config: [
      `ENV PATH ${PATH}`,
      'VOLUME /var/lib/mysql',
      'ENTRYPOINT ["docker-entrypoint.sh"]',
      'CMD ["mariadbd"]',
      'EXPOSE 3306',
    ],
  },
  prometheus: {
    from: 'debian',
    tags: ['prom/prometheus:v2.42.0', 'prom/prometheus:latest'],
    packages: ['prometheus'],
    script: `mkdir -p /etc/prometheus /prometheus
      printf 'global: {scrape_interval: 2s}\n' >/etc/prometheus/prometheus.yml`,
    config: [
      `ENV PATH ${PATH}`,
      'WORKDIR /prometheus',
      'EXPOSE 9090',
      'ENTRYPOINT ["/usr/bin/prometheus"]',
      'CMD ["--config.file=/etc/prometheus/prometheus.yml","--storage.tsdb.path=/prometheus"]',
    ],
  },
} as const satisfies Record<string, ImageDefinition>;
