import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** Where drydock keeps what it learns of projects: outside of them, private to the user. */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (process.platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'drydock');
  }
  const given = env['XDG_STATE_HOME'] ?? '';
  // The specification says that a relative path is to be ignored.
  return join(isAbsolute(given) ? given : join(homedir(), '.local', 'state'), 'drydock');
}

/** A project's name among the files kept: its folder, as a number that does not tell it. */
export function projectKey(project: string): string {
  return createHash('sha256').update(resolve(project)).digest('hex').slice(0, 24);
}
