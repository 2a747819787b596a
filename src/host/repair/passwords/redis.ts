import type { PasswordStore } from './store.ts';

/*
 * A server that runs without a password although its redis.conf has one by now: it reads the file when it starts only. Where
 * it asks for a password that its file does not have, nobody gets in from here, and nothing is tried. The password goes
 * to the server by standard input (`-x`), to the login by REDISCLI_AUTH (redis/redis, src/redis-cli.c).
 */
const PASSWORD = `unset REDISCLI_AUTH
conf="$(redis-cli INFO server 2>/dev/null | tr -d '\\r' | sed -n 's/^config_file://p')"
[ -n "$conf" ] || conf="$DRYDOCK_HOST"
pw="$(sed -n 's/^[[:space:]]*requirepass[[:space:]]\\{1,\\}//p' "\${conf:-/dev/null}" | tail -n 1 | sed 's/[[:space:]]*$//; s/^"\\(.*\\)"$/\\1/')"
case "$pw" in
  '') echo 'its redis.conf sets no password' >&2; exit 9 ;;
  *\\\\*) echo 'the password in its redis.conf is written with escapes' >&2; exit 9 ;;
esac`;

const ADDRESS = `"$(hostname -i | cut -d' ' -f1)"`;

export const redis: PasswordStore = {
  read: `unset REDISCLI_AUTH
[ "$(redis-cli PING 2>/dev/null)" = PONG ] || { echo 'it asks for a password already' >&2; exit 9; }
${PASSWORD}
printf '%s\\n' "$conf"`,

  // The former state has no hash: no password at all. The file is kept, because a server that asks for a password does not tell it.
  saves: (stdout) => ({ hash: '', host: stdout.trim() }),

  set: `${PASSWORD}
[ "$(printf %s "$pw" | redis-cli -x CONFIG SET requirepass)" = OK ]`,

  restore: `${PASSWORD}
if [ "$(redis-cli PING 2>/dev/null)" = PONG ]; then exit 0; fi
[ "$(REDISCLI_AUTH="$pw" redis-cli CONFIG SET requirepass '')" = OK ]`,

  logIn: `${PASSWORD}
[ "$(REDISCLI_AUTH="$pw" redis-cli -h ${ADDRESS} PING 2>/dev/null)" = PONG ]`,

  shows: (_, container) => ({
    en: `In ${container}: CONFIG SET requirepass gives the running server the password of its redis.conf, without a restart. Undo takes it away again; no data is touched.`,
    zh: `在 ${container} 内执行 CONFIG SET requirepass，让运行中的服务器使用 redis.conf 中的密码，无需重启。撤销时会再去掉；不改动任何数据。`,
  }),
};
