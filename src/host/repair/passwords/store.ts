import type { Text } from '#core/model/text.ts';

/** What is said of databases whose statement is given a user. */
export function showsStatement(statement: string): PasswordStore['shows'] {
  return (user, container) => ({
    en: `In ${container}, over the local socket: ${statement} "${user}" takes the password the container is configured with. The former hash is kept for undo; no data is touched.`,
    zh: `在 ${container} 内通过本地套接字执行 ${statement} "${user}"，使其密码与容器配置一致。保留原哈希以便撤销；不改动任何数据。`,
  });
}

/** What the way back needs: the hash the database held before, never the password itself. */
export interface Saved {
  readonly container: string;
  readonly hash: string;
  /** Where an account is more than its name: the hosts it is for, or the file it is written in, and how its hash is made. */
  readonly host?: string;
  readonly plugin?: string;
}

/**
 * How one kind of database is given a password, as scripts for a shell inside its container. They take the account from the
 * environment (DRYDOCK_ROLE, _HOST, _PLUGIN, _HASH), and the new password from the container's own: it never leaves the
 * container and stands in no argument list.
 */
export interface PasswordStore {
  /** Prints what `saves` reads; fails where the database does not let itself be asked. */
  readonly read: string;
  readonly saves: (stdout: string, user: string) => Omit<Saved, 'container'> | Text;
  readonly set: string;
  readonly restore: string;
  /** Fails unless the account gets in with the configured password, the way the app does. */
  readonly logIn: string;
  /** What it will do, for a reader. */
  readonly shows: (user: string, container: string) => Text;
}
