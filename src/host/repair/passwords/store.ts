import type { Text } from '#core/model/text.ts';

/** What the way back needs: the hash the database held before, never the password itself. */
export interface Saved {
  readonly container: string;
  readonly hash: string;
  /** Where an account is more than its name: the hosts it is for, and how its hash is made. */
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
  /** The statement, for a reader. */
  readonly statement: (user: string) => string;
}
