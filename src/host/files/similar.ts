import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

const MAX_NAMES = 2000;

/** Names beside a path that is not there, which differ from it by case or by one letter. */
export async function similarNames(full: string): Promise<readonly string[]> {
  const wanted = basename(full);
  const names = await readdir(dirname(full)).catch(() => []);
  return names
    .slice(0, MAX_NAMES)
    .filter((name) => isSimilar(name.toLowerCase(), wanted.toLowerCase()))
    .slice(0, 3);
}

/** Same apart from case, or one insertion, deletion or substitution apart. */
function isSimilar(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 4) return false;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  const skipA = a.length >= b.length ? 1 : 0;
  const skipB = b.length >= a.length ? 1 : 0;
  return a.slice(i + skipA) === b.slice(i + skipB);
}
