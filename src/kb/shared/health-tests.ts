import { imageNameOf } from './stack.ts';

interface OwnTest {
  /** The images that have the tool for certain. */
  readonly images: readonly string[];
  /** Those that probably have it, too. */
  readonly like: RegExp;
  readonly test: string;
}

const POSTGRES = 'pg_isready -U $${POSTGRES_USER:-postgres}';

/** Of each image a tool of its own. `$$` is how Compose writes a variable of the container, not of .env. */
const TESTS: readonly OwnTest[] = [
  { images: ['postgres', 'postgis/postgis', 'pgvector/pgvector'], like: /(?:^|\/)postg/, test: POSTGRES },
  { images: ['redis', 'valkey/valkey'], like: /(?:^|\/)(?:redis|valkey)/, test: 'redis-cli ping' },
  { images: ['mariadb'], like: /(?:^|\/)mariadb/, test: 'healthcheck.sh --connect --innodb_initialized' },
  { images: ['mysql'], like: /(?:^|\/)mysql/, test: 'mysqladmin ping -h 127.0.0.1' },
  { images: ['mongo'], like: /(?:^|\/)mongo/, test: "mongosh --quiet --eval 'db.runCommand({ ping: 1 })'" },
  { images: ['rabbitmq'], like: /(?:^|\/)rabbitmq/, test: 'rabbitmq-diagnostics -q ping' },
];

/** The shell command with which an official image tells whether it is ready; undefined for what is not known. */
export function healthTestOf(image: string): string | undefined {
  return TESTS.find(({ images }) => images.includes(imageNameOf(image).name))?.test;
}

/** A line to begin with, for a person. */
export function exampleTest(image: string): string {
  return TESTS.find(({ like }) => like.test(image))?.test ?? POSTGRES;
}
