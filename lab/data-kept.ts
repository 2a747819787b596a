import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Bench } from './bench.ts';
import type { Ran } from './machine/run.ts';

const ROWS = 1000;
const BYTES = 4096;
const START_TRIES = 30;

/** What was put into the volumes and databases before a repair, to be asked for after it. */
export interface Planted {
  readonly volumes: readonly string[];
  readonly databases: readonly { readonly container: string; readonly kind: Kind; readonly answer: string }[];
  /** Hexadecimal; in a file of every volume. */
  readonly mark: string;
}

type Kind = 'postgres' | 'redis' | 'mysql';

const IMAGES: Readonly<Record<Kind, RegExp>> = {
  postgres: /^postgres/,
  redis: /^redis/,
  mysql: /^(?:mysql|mariadb)/,
};

/** Where the volume knows another one, nothing can be planted. */
const MYSQL_ROOT = 'MYSQL_PWD="${MARIADB_ROOT_PASSWORD:-$MYSQL_ROOT_PASSWORD}"';

/** Each in a shell inside the container: what plants rows, and what reads them back as one line. */
const SCRIPTS: Readonly<Record<Kind, { readonly plant: string; readonly read: string }>> = {
  postgres: {
    plant: `psql -X -q -U "\${POSTGRES_USER:-postgres}" -d "\${POSTGRES_DB:-\${POSTGRES_USER:-postgres}}" -c 'CREATE TABLE IF NOT EXISTS drydock_kept AS SELECT g AS n, md5(g::text) AS t FROM generate_series(1, ${ROWS}) g'`,
    read: `psql -X -At -U "\${POSTGRES_USER:-postgres}" -d "\${POSTGRES_DB:-\${POSTGRES_USER:-postgres}}" -c "SELECT count(*) || ' ' || md5(string_agg(t, ',' ORDER BY n)) FROM drydock_kept"`,
  },
  redis: {
    plant: 'redis-cli SET drydock_kept here && redis-cli SAVE',
    // A repair may have given it the password of its file.
    read: `redis-cli GET drydock_kept | grep -x here || REDISCLI_AUTH="$(sed -n 's/^requirepass //p' /conf/redis.conf)" redis-cli GET drydock_kept 2>/dev/null`,
  },
  mysql: {
    plant: `${MYSQL_ROOT} mysql -uroot -e "CREATE DATABASE IF NOT EXISTS drydock_kept; CREATE TABLE IF NOT EXISTS drydock_kept.t AS SELECT 1 AS n"`,
    read: `${MYSQL_ROOT} mysql -uroot -N -e "SELECT n FROM drydock_kept.t"`,
  },
};

/** A file in every volume, and rows in every database that runs and lets itself be asked over its local socket. */
export async function plantData(bench: Bench): Promise<Planted> {
  const mark = randomBytes(BYTES).toString('hex');
  const volumes = (await bench.docker(['volume', 'ls', '-q'])).text.split('\n').filter((line) => /^\S+$/.test(line));
  const marked: string[] = [];
  for (const volume of volumes) {
    const file = fileOf(volume);
    // A database that has not been made yet refuses a folder that is not empty.
    const put = await bench.sh('[ -n "$(ls -A "$(dirname "$FILE")")" ] && cat >"$FILE"', {
      input: mark,
      env: { FILE: file },
    });
    // A full or read-only disk takes no mark; the volume itself still has to be there afterwards.
    if (put.code === 0) marked.push(volume);
    else await bench.sh('rm -f "$FILE"', { env: { FILE: file } });
  }
  const databases: Planted['databases'][number][] = [];
  for (const { container, kind } of await databasesOf(bench)) {
    const { plant, read } = SCRIPTS[kind];
    await bench.docker(['exec', container, 'sh', '-c', plant]);
    const answer = await bench.docker(['exec', container, 'sh', '-c', read]);
    if (answer.code === 0) databases.push({ container, kind, answer: answer.text.trim() });
  }
  return { volumes: marked, databases, mark };
}

export interface Kept {
  /** Bytes that were planted and are not there any more, or are others. */
  readonly lostBytes: number;
  /** What could not be asked, in the words of the last try: no proof that anything is lost, and none that it is kept. */
  readonly unread: readonly string[];
}

export async function keepData(bench: Bench, { volumes, databases, mark }: Planted): Promise<Kept> {
  let lostBytes = 0;
  for (const volume of volumes) {
    const { text } = await bench.sh('cat "$FILE"', { env: { FILE: fileOf(volume) } });
    if (text !== mark) lostBytes += mark.length;
  }
  const unread: string[] = [];
  for (const { container, kind, answer } of databases) {
    const started = await bench.docker(['start', container]);
    const read = (): Promise<Ran> => bench.docker(['exec', container, 'sh', '-c', SCRIPTS[kind].read]);
    let last = await read();
    // One that is only starting does not answer yet.
    for (let tries = 0; tries < START_TRIES && last.code !== 0; tries++) {
      await sleep(1000);
      last = await read();
    }
    if (last.code !== 0) unread.push(`${container}: ${started.text.trim()}; ${last.text.trim().slice(-300)}`);
    else if (last.text.trim() !== answer) lostBytes += answer.length;
  }
  return { lostBytes, unread };
}

function fileOf(volume: string): string {
  return `/var/lib/docker/volumes/${volume}/_data/.drydock-kept`;
}

async function databasesOf(bench: Bench): Promise<readonly { readonly container: string; readonly kind: Kind }[]> {
  const { text } = await bench.docker(['ps', '--format', '{{.Names}} {{.Image}}']);
  return text.split('\n').flatMap((line) => {
    const [container = '', image = ''] = line.split(' ');
    const kind = (Object.keys(SCRIPTS) as Kind[]).find((one) => IMAGES[one].test(image.split('/').at(-1) ?? ''));
    return kind === undefined ? [] : [{ container, kind }];
  });
}
