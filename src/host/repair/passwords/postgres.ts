import { showsStatement, type PasswordStore } from './store.ts';

/*
 * The local socket needs no password in the official image (docker-library/postgres, docker-entrypoint.sh:
 * `local all all trust`). The password is POSTGRES_PASSWORD, or in the file that POSTGRES_PASSWORD_FILE names.
 */
const SUPERUSER = `su="\${POSTGRES_USER:-postgres}"; db="\${POSTGRES_DB:-$su}"`;
const PASSWORD = `pw="$POSTGRES_PASSWORD"; [ -n "$POSTGRES_PASSWORD_FILE" ] && pw="$(cat "$POSTGRES_PASSWORD_FILE")"; [ -n "$pw" ] || exit 9`;
const PSQL = 'psql -X -q -v ON_ERROR_STOP=1 -U "$su" -d "$db"';

export const postgres: PasswordStore = {
  read: `${SUPERUSER}
${PSQL} -At <<'SQL'
\\set role \`printf %s "$DRYDOCK_ROLE"\`
SELECT rolpassword FROM pg_authid WHERE rolname = :'role' AND rolpassword IS NOT NULL;
SQL`,

  saves: (stdout, user) => {
    const hash = stdout.trim();
    if (hash !== '') return { hash };
    return { en: `There is no role "${user}" with a password.`, zh: `没有设置了密码的角色 "${user}"。` };
  },

  set: `${SUPERUSER}; ${PASSWORD}; export pw
${PSQL} <<'SQL'
\\set role \`printf %s "$DRYDOCK_ROLE"\`
\\set pw \`printf %s "$pw"\`
ALTER ROLE :"role" PASSWORD :'pw';
SQL`,

  restore: `${SUPERUSER}
${PSQL} <<'SQL'
\\set role \`printf %s "$DRYDOCK_ROLE"\`
\\set hash \`printf %s "$DRYDOCK_HASH"\`
ALTER ROLE :"role" PASSWORD :'hash';
SQL`,

  // Over the container's own address on its network, where a password is asked for as it is for the app; loopback would not ask.
  logIn: `${SUPERUSER}; ${PASSWORD}
PGPASSWORD="$pw" PGCONNECT_TIMEOUT=5 psql -X -q -h "$(hostname -i | cut -d' ' -f1)" -U "$DRYDOCK_ROLE" -d "$db" -c 'SELECT 1' >/dev/null`,

  shows: showsStatement('ALTER ROLE'),
};
