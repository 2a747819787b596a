import type { Text } from '#core/model/text.ts';

import { refused, type Acted, type ActionNamed, type ActionRunner, type Bay } from '../action.ts';

type SetPassword = ActionNamed<'set-database-password'>;

/** What the way back needs: the hash the database held before, never the password itself. */
interface Saved {
  readonly container: string;
  readonly hash: string;
}

/** A machine that is short of something answers late. */
const MILLISECONDS = 120_000;

/*
 * Scripts for a shell inside the database's container. They take names and hashes from the environment, and the new password
 * from the container's own (POSTGRES_PASSWORD, or the file that POSTGRES_PASSWORD_FILE names): it never leaves the container
 * and stands in no argument list. The local socket needs no password in the official image
 * (docker-library/postgres, docker-entrypoint.sh: `local all all trust`).
 */
const SUPERUSER = `su="\${POSTGRES_USER:-postgres}"; db="\${POSTGRES_DB:-$su}"`;
const PASSWORD = `pw="$POSTGRES_PASSWORD"; [ -n "$POSTGRES_PASSWORD_FILE" ] && pw="$(cat "$POSTGRES_PASSWORD_FILE")"; [ -n "$pw" ] || exit 9`;
const PSQL = 'psql -X -q -v ON_ERROR_STOP=1 -U "$su" -d "$db"';

const READ_HASH = `${SUPERUSER}
${PSQL} -At <<'SQL'
\\set role \`printf %s "$DRYDOCK_ROLE"\`
SELECT rolpassword FROM pg_authid WHERE rolname = :'role' AND rolpassword IS NOT NULL;
SQL`;

const SET_PASSWORD = `${SUPERUSER}; ${PASSWORD}; export pw
${PSQL} <<'SQL'
\\set role \`printf %s "$DRYDOCK_ROLE"\`
\\set pw \`printf %s "$pw"\`
ALTER ROLE :"role" PASSWORD :'pw';
SQL`;

const RESTORE_HASH = `${SUPERUSER}
${PSQL} <<'SQL'
\\set role \`printf %s "$DRYDOCK_ROLE"\`
\\set hash \`printf %s "$DRYDOCK_HASH"\`
ALTER ROLE :"role" PASSWORD :'hash';
SQL`;

/** Over the container's own address on its network, where a password is asked for as it is for the app; loopback would not ask. */
const LOG_IN = `${SUPERUSER}; ${PASSWORD}
PGPASSWORD="$pw" PGCONNECT_TIMEOUT=5 psql -X -q -h "$(hostname -i | cut -d' ' -f1)" -U "$DRYDOCK_ROLE" -d "$db" -c 'SELECT 1' >/dev/null`;

export const setDatabasePassword: ActionRunner<'set-database-password'> = {
  prepare: async (bay, action) => {
    if (action.engine !== 'postgres') return refused('Only PostgreSQL can be repaired so.', '目前只支持 PostgreSQL。');
    const found = await bay.host.ask('engine.container', { service: action.service });
    if (!found.ok) return { ok: false, why: found.why };
    const { name, state } = found.answer;
    if (state.status !== 'running') {
      return refused(
        `${name} is not running, so its database cannot be reached.`,
        `${name} 没有运行，无法访问其中的数据库。`,
      );
    }
    const read = await inside(bay, name, READ_HASH, { DRYDOCK_ROLE: action.user });
    if (!read.ok) return read;
    const hash = read.stdout.trim();
    if (hash === '')
      return refused(`There is no role "${action.user}" with a password.`, `没有设置了密码的角色 "${action.user}"。`);
    const saved: Saved = { container: name, hash };
    return { ok: true, shows: [whatFor(action, name)], saved };
  },
  apply: async (bay, action, saved) => {
    const { container } = saved as Saved;
    const set = await inside(bay, container, SET_PASSWORD, { DRYDOCK_ROLE: action.user });
    if (!set.ok) return set;
    const login = await inside(bay, container, LOG_IN, { DRYDOCK_ROLE: action.user });
    if (!login.ok) return login;
    return done(
      `"${action.user}" logs in to ${container} with the configured password again; no data was touched.`,
      `"${action.user}" 已能用配置中的密码登录 ${container}；数据没有改动。`,
    );
  },
  revert: async (bay, action, saved) => {
    const { container, hash } = saved as Saved;
    const restored = await inside(bay, container, RESTORE_HASH, { DRYDOCK_ROLE: action.user, DRYDOCK_HASH: hash });
    if (!restored.ok) return restored;
    return done(`"${action.user}" has its former password again.`, `"${action.user}" 已恢复原来的密码。`);
  },
};

function whatFor({ user }: SetPassword, container: string): Text {
  return {
    en: `In ${container}, over the local socket: ALTER ROLE "${user}" takes the password the container is configured with. The former hash is kept for undo; no data is touched.`,
    zh: `在 ${container} 内通过本地套接字执行 ALTER ROLE，使 "${user}" 的密码与容器配置一致。保留原哈希以便撤销；不改动任何数据。`,
  };
}

type Inside = { readonly ok: true; readonly stdout: string } | { readonly ok: false; readonly why: Text };

/** Runs a fixed script in the container; values go in by the environment alone. */
async function inside(
  { run, project }: Bay,
  container: string,
  script: string,
  values: Readonly<Record<string, string>>,
): Promise<Inside> {
  const names = Object.keys(values).flatMap((name) => ['--env', name]);
  const ran = await run(['docker', 'exec', ...names, container, 'sh', '-c', script], {
    cwd: project,
    env: values,
    milliseconds: MILLISECONDS,
  });
  if (ran.ok && ran.code === 0) return { ok: true, stdout: ran.stdout };
  const detail = ran.ok ? (ran.stderr.trim().split('\n').at(-1) ?? '').slice(0, 200) : ran.detail;
  return refused(`The database in ${container} refused: ${detail}`, `${container} 中的数据库拒绝了操作：${detail}`);
}

function done(en: string, zh: string): Acted {
  return { ok: true, text: { en, zh } };
}
