import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const MAX_NAMES = 5000;
const MAX_MATCHES = 200;

/**
 * Paths in a build context that a COPY source means, relative to it; null where that cannot be told (`**`, too many names).
 * A source cannot leave the context: BuildKit reads `../x` as `x`.
 */
export async function findInContext(context: string, source: string): Promise<readonly string[] | null> {
  const parts = clean(source);
  if (parts.some((part) => part.includes('**'))) return null;
  let found = [''];
  for (const part of parts) {
    const next: string[] = [];
    for (const folder of found) {
      const names = /[*?[\\]/.test(part) ? await matching(join(context, folder), part) : [part];
      if (names === null) return null;
      for (const name of names)
        if (await stands(join(context, folder, name))) next.push(folder === '' ? name : `${folder}/${name}`);
    }
    found = next.slice(0, MAX_MATCHES);
  }
  return found;
}

function clean(source: string): readonly string[] {
  const parts: string[] = [];
  for (const part of source.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts;
}

async function stands(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function matching(folder: string, glob: string): Promise<readonly string[] | null> {
  const names = await readdir(folder).catch(() => []);
  if (names.length > MAX_NAMES) return null;
  const pattern = segmentPattern(glob);
  return pattern === null ? [] : names.filter((name) => pattern.test(name));
}

/** Go's `filepath.Match` for one name; null for a pattern it refuses. */
function segmentPattern(glob: string): RegExp | null {
  let pattern = '';
  for (let i = 0; i < glob.length; i++) {
    const char = glob[i] as string;
    if (char === '*') pattern += '[^/]*';
    else if (char === '?') pattern += '[^/]';
    else if (char === '[') {
      const end = glob.indexOf(']', i + 2);
      if (end === -1) return null;
      pattern += `[${glob.slice(i + 1, end).replace(/[\\[\]]/g, '\\$&')}]`;
      i = end;
    } else pattern += (char === '\\' ? (glob[++i] ?? '\\') : char).replace(/[\\^$.|?*+()[\]{}/]/g, '\\$&');
  }
  try {
    return new RegExp(`^${pattern}$`, 'u');
  } catch {
    return null;
  }
}
