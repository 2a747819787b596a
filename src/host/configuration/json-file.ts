import type { Machine } from '../machine/machine.ts';

export interface JsonFile {
  readonly path: string;
  readonly exists: boolean;
  readonly isReadable: boolean;
  readonly value: Readonly<Record<string, unknown>>;
  /** Where the JSON breaks. The words are ours or the parser's without what it quotes: that may be a secret. */
  readonly problem?: { readonly line: number; readonly column: number; readonly detail: string };
}

/** A configuration file as an object; empty where it is not there, not readable or not JSON. */
export async function readJson(
  machine: Machine,
  path: string,
  { allowsMark = true }: { readonly allowsMark?: boolean } = {},
): Promise<JsonFile> {
  const file = await machine.read(path);
  if (!file.ok) return { path, exists: file.code !== 'ENOENT', isReadable: false, value: {} };
  const known = { path, exists: true, isReadable: true };
  // dockerd reads over a byte order mark (moby daemon/config); the client does not (docker/cli, encoding/json).
  const hasMark = file.text.startsWith('\uFEFF');
  const text = hasMark ? file.text.slice(1) : file.text;
  if (hasMark && !allowsMark) {
    return { ...known, value: {}, problem: { line: 1, column: 1, detail: 'byte order mark' } };
  }
  if (text.trim() === '') return { ...known, value: {} };
  try {
    return { ...known, value: asObject(JSON.parse(text)) };
  } catch (error) {
    return { ...known, value: {}, problem: placeOf(text, error instanceof Error ? error.message : '') };
  }
}

/** V8 names the position of what it did not expect, and none where the text ended too early. */
function placeOf(text: string, message: string): NonNullable<JsonFile['problem']> {
  const at = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length);
  const before = text.slice(0, at).split('\n');
  const detail = message
    .replace(/,? ?"[^]*$/, '')
    .replace(/ in JSON at position.*$/, '')
    .replace(/Unexpected token .*/, 'Unexpected token');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, detail };
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
