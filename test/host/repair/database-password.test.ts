import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Host } from '#core/model/probe.ts';
import type { Run } from '#host/exec/run.ts';
import type { Bay } from '#host/repair/action.ts';
import { setDatabasePassword } from '#host/repair/actions/set-database-password.ts';

/** Notes what it was told and how it was called; answers the question for the account with ANSWER, a login with LOGIN. */
const CLIENT = `#!/bin/sh
echo "called $* with password $MYSQL_PWD" >>"$NOTES"
case "$*" in *protocol=tcp*) exit "\${LOGIN:-0}";; esac
if [ -n "$REFUSES" ]; then echo "ERROR 1045 (28000): Access denied for user 'root'@'localhost'" >&2; exit 1; fi
said="$(cat)"
printf '%s\\n' "$said" >>"$NOTES"
case "$said" in *'FROM mysql.user'*) printf '%b' "$ANSWER";; esac
`;

const action = { name: 'set-database-password', engine: 'mysql', service: 'db', user: 'shop' } as const;
const hex = (text: string): string => Buffer.from(text).toString('hex').toUpperCase();
const HASH = `*${'AB'.repeat(20)}`;
const ACCOUNT = `${hex('%')} mysql_native_password ${hex(HASH)}\\n`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-password-'));
  writeFileSync(join(folder, 'mariadb'), CLIENT);
  writeFileSync(join(folder, 'hostname'), '#!/bin/sh\necho 172.18.0.2 10.0.0.1\n');
  for (const name of ['mariadb', 'hostname']) chmodSync(join(folder, name), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** `docker exec`, on this machine: the script runs in a shell that has the container's environment and the names handed in. */
function bayOf(container: Readonly<Record<string, string>>, argvs: string[][] = []): Bay {
  const run: Run = async (argv, { env }) => {
    argvs.push([...argv]);
    const handed = argv.flatMap((word, at) => (word === '--env' ? [argv[at + 1] ?? ''] : []));
    const given = Object.fromEntries(handed.map((name) => [name, env?.[name]]));
    const PATH = `${folder}:${process.env['PATH'] ?? ''}`;
    const ran = spawnSync('sh', ['-c', argv.at(-1) ?? ''], {
      encoding: 'utf8',
      env: { PATH, NOTES: join(folder, 'notes'), ...container, ...given },
    });
    return { ok: true, code: ran.status, stdout: ran.stdout, stderr: ran.stderr, isCut: false };
  };
  const host: Host = {
    readText: async () => ({ ok: false, why: { en: 'no file', zh: '没有文件' } }),
    ask: async () =>
      ({ ok: true, answer: { name: 'shop-db-1', state: { status: 'running' } }, where: 'engine' }) as never,
  };
  return { host, run, project: folder };
}

const notes = (): string => readFileSync(join(folder, 'notes'), 'utf8');
const world = { MARIADB_ROOT_PASSWORD: 'r00t', MARIADB_USER: 'shop', MARIADB_PASSWORD: 'new', ANSWER: ACCOUNT };
const saved = { container: 'shop-db-1', host: '%', plugin: 'mysql_native_password', hash: hex(HASH) };

describe('a password inside MariaDB', { timeout: 60_000 }, () => {
  test('is looked at as root over the socket, with the password of the container', async () => {
    const prepared = await setDatabasePassword.prepare(bayOf(world), action);
    expect(prepared).toMatchObject({ ok: true, saved });
    expect(notes()).toMatch(/^called .*--protocol=socket -uroot .*with password r00t$/m);
  });

  test('is set as it is configured, whatever it holds, and in no argument list', async () => {
    const password = `a'b"$(touch ${folder}/made)\\;\n-- é`;
    const argvs: string[][] = [];
    const bay = bayOf({ ...world, MARIADB_PASSWORD: '', MYSQL_PASSWORD: password }, argvs);
    expect(await setDatabasePassword.apply(bay, action, saved)).toMatchObject({ ok: true });
    expect(notes()).toContain(`UNHEX('${hex(password)}')`);
    expect(notes()).toContain(`UNHEX('${hex('shop')}')`);
    expect(notes()).toMatch(/^called .*--protocol=tcp -h 172\.18\.0\.2 -u shop .*with password a'b/m);
    expect(argvs.flat().join(' ')).not.toContain("a'b");
    expect(() => readFileSync(join(folder, 'made'))).toThrow();
  });

  test('comes from the file that the container names', async () => {
    writeFileSync(join(folder, 'secret'), 'from-file\n');
    const files = { MARIADB_PASSWORD: '', MYSQL_PASSWORD_FILE: join(folder, 'secret') };
    await setDatabasePassword.apply(bayOf({ ...world, ...files }), action, saved);
    expect(notes()).toContain(hex('from-file'));
  });

  test('is not set where it does not let the user in: the action fails and is taken back by its hash', async () => {
    const bay = bayOf({ ...world, LOGIN: '1' });
    expect(await setDatabasePassword.apply(bay, action, saved)).toMatchObject({ ok: false });
    expect(await setDatabasePassword.revert?.(bay, action, saved)).toMatchObject({ ok: true });
    expect(notes().split('\n').slice(-9).join('\n')).toContain(`UNHEX('${hex(HASH)}')`);
  });

  test.each([
    ['root does not get in', { ...world, REFUSES: 'yes' }, /Access denied for user 'root'@'localhost'/],
    ['the user is not the configured one', { ...world, MARIADB_USER: 'other' }, /no password is configured/],
    ['there is no such account', { ...world, ANSWER: '' }, /not exactly one account/],
    ['there are two', { ...world, ANSWER: ACCOUNT + ACCOUNT.replace(hex('%'), hex('10.%')) }, /not exactly one/],
    [
      'its hash is of an unknown kind',
      { ...world, ANSWER: ACCOUNT.replace('mysql_native_password', 'pam') },
      /not exac/,
    ],
  ])('is left alone where %s', async (_, container, why) => {
    const prepared = await setDatabasePassword.prepare(bayOf(container), action);
    expect(prepared).toMatchObject({ ok: false, why: { en: expect.stringMatching(why) } });
    expect(existsSync(join(folder, 'notes')) ? notes() : '').not.toContain('ALTER USER');
  });
});
