import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const MAX_ENTRIES = 20_000;
const MAX_DEPTH = 12;
/** What tools put there themselves: by the ten thousand, and nothing that anybody has written. */
const NOT_ENTERED = new Set(['.git', 'node_modules', '.venv', '__pycache__']);

/** Files and folders under a folder, links not followed. */
export interface Walked {
  /** Relative to the folder, with `/`; folders end with one. */
  readonly paths: readonly string[];
  /** Nothing was left out: no folder that could not be read, and not too many entries. */
  readonly isWhole: boolean;
}

export async function walk(root: string): Promise<Walked> {
  const paths: string[] = [];
  let isWhole = true;
  const waiting: { readonly path: string; readonly depth: number }[] = [{ path: '', depth: 0 }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { path, depth } = next;
    const entries = await readdir(join(root, path), { withFileTypes: true }).catch(() => null);
    if (entries === null) isWhole = false;
    for (const entry of entries ?? []) {
      if (paths.length >= MAX_ENTRIES) return { paths, isWhole: false };
      const own = `${path}${entry.name}`;
      paths.push(entry.isDirectory() ? `${own}/` : own);
      if (!entry.isDirectory() || NOT_ENTERED.has(entry.name)) continue;
      if (depth + 1 < MAX_DEPTH) waiting.push({ path: `${own}/`, depth: depth + 1 });
      else isWhole = false;
    }
  }
  return { paths, isWhole };
}
