import type { Text } from '#core/model/text.ts';

import { refused, type Acted, type ActionNamed, type ActionRunner, type Bay } from '../action.ts';
import { mysql } from '../passwords/mysql.ts';
import { postgres } from '../passwords/postgres.ts';
import { redis } from '../passwords/redis.ts';
import type { PasswordStore, Saved } from '../passwords/store.ts';

type SetPassword = ActionNamed<'set-database-password'>;

/** A machine that is short of something answers late. */
const MILLISECONDS = 120_000;

const STORES = { postgres, mysql, redis } as const satisfies Record<SetPassword['engine'], PasswordStore>;

export const setDatabasePassword: ActionRunner<'set-database-password'> = {
  prepare: async (bay, action) => {
    const store = STORES[action.engine];
    const found = await bay.host.ask('engine.container', { service: action.service });
    if (!found.ok) return { ok: false, why: found.why };
    const { name, state } = found.answer;
    if (state.status !== 'running') {
      return refused(
        `${name} is not running, so its database cannot be reached.`,
        `${name} 没有运行，无法访问其中的数据库。`,
      );
    }
    const read = await inside(bay, name, store.read, { DRYDOCK_ROLE: action.user });
    if (!read.ok) return read;
    const account = store.saves(read.stdout, action.user);
    if (!('hash' in account)) return { ok: false, why: account };
    const saved: Saved = { container: name, ...account };
    return { ok: true, shows: [store.shows(action.user, name)], saved };
  },
  apply: async (bay, action, saved) => {
    const { set, logIn } = STORES[action.engine];
    const { container } = saved as Saved;
    const changed = await inside(bay, container, set, accountOf(action, saved as Saved));
    if (!changed.ok) return changed;
    const login = await inside(bay, container, logIn, accountOf(action, saved as Saved));
    if (!login.ok) return login;
    return done(
      `"${action.user}" logs in to ${container} with the configured password again; no data was touched.`,
      `"${action.user}" 已能用配置中的密码登录 ${container}；数据没有改动。`,
    );
  },
  revert: async (bay, action, saved) => {
    const { container, hash } = saved as Saved;
    const values = { ...accountOf(action, saved as Saved), DRYDOCK_HASH: hash };
    const restored = await inside(bay, container, STORES[action.engine].restore, values);
    if (!restored.ok) return restored;
    return done(`"${action.user}" has its former password again.`, `"${action.user}" 已恢复原来的密码。`);
  },
};

function accountOf({ user }: SetPassword, { host, plugin }: Saved): Readonly<Record<string, string>> {
  return {
    DRYDOCK_ROLE: user,
    ...(host !== undefined && { DRYDOCK_HOST: host }),
    ...(plugin !== undefined && { DRYDOCK_PLUGIN: plugin }),
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
