import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

const DAY = 86_400_000;
const KEPT_DAYS = 30;
const OTHERS_MAY_WRITE = 0o022;

/**
 * Where what an engine compiled is kept from one start to the next: code that will be run, so in a folder of the user's own
 * that nobody else may write to. Null where none is wanted or there is none like that.
 */
export function codeFolder(env: NodeJS.ProcessEnv = process.env): string | null {
  // Node's own variable for its own cache; see https://nodejs.org/api/cli.html#node_disable_compile_cache1.
  if ((env['NODE_DISABLE_COMPILE_CACHE'] ?? '') !== '') return null;
  try {
    const folder = join(cacheHome(env), 'drydock', 'code');
    return isOurs(folder) ? folder : null;
  } catch {
    return null;
  }
}

function cacheHome(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32') return env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
  const given = env['XDG_CACHE_HOME'] ?? '';
  if (isAbsolute(given)) return given;
  return process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
}

function isOurs(folder: string): boolean {
  let found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    found = lstatSync(folder);
  }
  if (!found.isDirectory()) return false;
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & OTHERS_MAY_WRITE) === 0);
}

/** What was kept under that name; undefined where there is nothing that can be read. */
export function readCode(folder: string, name: string): Buffer | undefined {
  try {
    return readFileSync(join(folder, name));
  } catch {
    return undefined;
  }
}

/** Keeps it whole or not at all, and forgets what is old: of versions that are gone, or to be made anew. */
export function keepCode(folder: string, name: string, code: Uint8Array): void {
  const draft = join(folder, `${name}.${process.pid}`);
  try {
    writeFileSync(draft, code, { mode: 0o600 });
    renameSync(draft, join(folder, name));
    const oldest = Date.now() - KEPT_DAYS * DAY;
    for (const other of readdirSync(folder)) {
      const path = join(folder, other);
      if (statSync(path).mtimeMs < oldest) unlinkSync(path);
    }
  } catch {
    // Full, read-only, or somebody else is at it: the next start compiles again.
    try {
      unlinkSync(draft);
    } catch {
      // It was not written, or is where it should be.
    }
  }
}
