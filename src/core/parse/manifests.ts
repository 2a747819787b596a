import { asObject, type JsonObject } from './json.ts';

export type ManifestKind = 'npm' | 'python';
export type NamedAs = 'runtime' | 'development' | 'locked' | 'similar';

const NPM = /^(?:package|package-lock|npm-shrinkwrap)\.json$|^(?:yarn|bun)\.lock$|^pnpm-lock\.yaml$/;
const PYTHON =
  /^(?:[\w.-]*(?:requirements|constraints)[\w.-]*\.(?:txt|in)|pyproject\.toml|setup\.(?:py|cfg)|Pipfile(?:\.lock)?|(?:poetry|uv|pdm)\.lock|environment\.ya?ml)$/;

/** Whether a path is a file in which packages of this kind are declared or locked. */
export function isManifest(kind: ManifestKind, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return kind === 'npm' ? NPM.test(name) : PYTHON.test(name) || /(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/.test(path);
}

/**
 * How a manifest names one of these packages; undefined: it does not. A lock file that has it anywhere has it, and for
 * Python, whose packages may be called otherwise than their modules, anything like it counts as `similar`.
 */
export function namedAs(kind: ManifestKind, path: string, text: string, names: readonly string[]): NamedAs | undefined {
  if (kind === 'python') return isLike(text, names) ? 'similar' : undefined;
  if (!/(?:^|\/)package\.json$/.test(path)) return names.some((name) => isLocked(text, name)) ? 'locked' : undefined;
  const manifest = parse(text);
  // A manifest that cannot be read may name anything.
  if (manifest === null) return 'similar';
  const has = (key: string): boolean => names.some((name) => Object.hasOwn(asObject(manifest[key]) ?? {}, name));
  if (has('dependencies') || has('optionalDependencies') || has('peerDependencies')) return 'runtime';
  return has('devDependencies') ? 'development' : undefined;
}

function parse(text: string): JsonObject | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

/** `node_modules/x"`, `"x@npm:…`, `x@^1:`, `/x/1.0.0:`, `"x": {`. */
function isLocked(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const before = text[at - 1] ?? '\n';
    const after = text[at + name.length] ?? '\n';
    if (/[\s/"']/.test(before) && /["'@:/\s(]/.test(after)) return true;
  }
  return false;
}

/** Words of the text in which a name stands, `-`, `_`, `.` and case apart (PEP 503), or which stand in a name. */
function isLike(text: string, names: readonly string[]): boolean {
  const wanted = names.map(plain).filter((name) => name !== '');
  return (text.match(/[A-Za-z0-9][\w.-]*/g) ?? [])
    .map(plain)
    .some((word) => wanted.some((name) => word.includes(name) || (word.length > 3 && name.includes(word))));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_.]/g, '');
}
