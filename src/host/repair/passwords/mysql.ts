import { showsStatement, type PasswordStore } from './store.ts';

/** Hashes of these can be read and put back as they were; others are left to a person. */
const PLUGINS = new Set(['mysql_native_password', 'caching_sha2_password', 'sha256_password', 'ed25519']);

/*
 * The images of MySQL and MariaDB take the same variables, MariaDB's under a name of its own as well, each from a file too
 * (docker-library/mysql and MariaDB/mariadb-docker, docker-entrypoint.sh: `docker_setup_env`). Their root needs its password
 * on the local socket; a MariaDB that trusts the socket lets the system's root in with any. Where root does not get in,
 * nothing else is tried. All values go into SQL in hexadecimal: no quote of theirs can end a string.
 */
const CLIENT = `c=mysql; command -v mariadb >/dev/null 2>&1 && c=mariadb
of() {
  for n in "MARIADB_$1" "MYSQL_$1"; do
    eval "v=\\$$n; f=\\\${\${n}_FILE}"
    if [ -z "$v" ] && [ -n "$f" ]; then v="$(cat "$f")"; fi
    if [ -n "$v" ]; then printf %s "$v"; return; fi
  done
}
hex() { printf %s "$1" | od -An -v -tx1 | tr -d ' \\n' | tr a-f A-F; }
ask() { MYSQL_PWD="$(of ROOT_PASSWORD)" "$c" --comments --connect-timeout=5 --protocol=socket -uroot -N -B -r; }
role="$(hex "$DRYDOCK_ROLE")"; host="$(hex "$DRYDOCK_HOST")"`;

const PASSWORD = `if [ "$DRYDOCK_ROLE" = root ]; then pw="$(of ROOT_PASSWORD)"
elif [ "$DRYDOCK_ROLE" = "$(of USER)" ]; then pw="$(of PASSWORD)"
else pw=''; fi
[ -n "$pw" ] || { echo 'no password is configured for this user' >&2; exit 9; }`;

/** QUOTE writes backslashes, which a mode of the server would take for themselves. PREPARE runs ALTER USER since MariaDB 10.6. */
const ALTER = (value: string, how: string): string => `ask <<SQL
SET SESSION sql_mode = '';
SET NAMES utf8mb4;
SET @who = CONCAT(QUOTE(CONVERT(UNHEX('$role') USING utf8mb4)), '@', QUOTE(CONVERT(UNHEX('$host') USING utf8mb4)));
SET @value = QUOTE(CONVERT(UNHEX('${value}') USING utf8mb4));
SET @statement = CONCAT('ALTER USER ', @who, ' IDENTIFIED ', ${how});
PREPARE statement FROM @statement;
EXECUTE statement;
SQL`;

export const mysql: PasswordStore = {
  // An account that may log in several ways (\`auth_or\`, MariaDB alone) could not be given back by its hash.
  read: `${CLIENT}
${PASSWORD}
ask <<SQL
SELECT CONCAT_WS(' ', HEX(host), plugin, HEX(authentication_string)) FROM mysql.user
WHERE HEX(user) = '$role' AND host NOT IN ('localhost', '127.0.0.1', '::1', '')
/*M! AND NOT EXISTS (SELECT 1 FROM mysql.global_priv p WHERE HEX(p.user) = '$role' AND JSON_EXISTS(p.priv, '$.auth_or')) */;
SQL`,

  saves: (stdout, user) => {
    const accounts = stdout.split('\n').flatMap((line) => {
      const [, host = '', plugin = '', hash = ''] = /^([0-9A-F]+) (\w+) ([0-9A-F]+)$/.exec(line) ?? [];
      return PLUGINS.has(plugin) ? [{ host: fromHex(host), plugin, hash }] : [];
    });
    const [account, ...more] = accounts;
    if (account !== undefined && more.length === 0) return account;
    return {
      en: `There is not exactly one account "${user}" with a password for other hosts.`,
      zh: `可从其他主机用密码登录的账号 "${user}" 不是恰好一个。`,
    };
  },

  set: `${CLIENT}
${PASSWORD}
${ALTER('$(hex "$pw")', `IF(VERSION() LIKE '%MariaDB%', CONCAT('VIA $DRYDOCK_PLUGIN USING PASSWORD(', @value, ')'), CONCAT('WITH $DRYDOCK_PLUGIN BY ', @value))`)}`,

  restore: `${CLIENT}
${ALTER('$DRYDOCK_HASH', `IF(VERSION() LIKE '%MariaDB%', CONCAT('VIA $DRYDOCK_PLUGIN USING ', @value), CONCAT('WITH $DRYDOCK_PLUGIN AS ', @value))`)}`,

  // Over the container's own address on its network, as the app comes in; the socket would find the account of localhost.
  logIn: `${CLIENT}
${PASSWORD}
ip="$(hostname -i 2>/dev/null | cut -d' ' -f1)"
[ -n "$ip" ] || ip="$(sed -n "s/^\\([0-9.]*\\)[[:space:]].*$HOSTNAME.*/\\1/p" /etc/hosts | head -n 1)"
MYSQL_PWD="$pw" "$c" --loose-get-server-public-key --connect-timeout=5 --protocol=tcp -h "$ip" -u "$DRYDOCK_ROLE" -N -B -e 'SELECT 1' >/dev/null`,

  shows: showsStatement('ALTER USER'),
};

function fromHex(hex: string): string {
  return Buffer.from(hex, 'hex').toString('utf8');
}
