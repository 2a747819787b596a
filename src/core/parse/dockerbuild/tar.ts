const BLOCK = 512;
const MAX_ENTRIES = 20_000;
const MAX_NAME = 4096;

const decoder = new TextDecoder('utf-8');

export interface TarEntry {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The regular files of a tar. Ends at the first thing that makes no sense; names that leave the archive are left out. */
export function* walkTar(tar: Uint8Array): Generator<TarEntry> {
  let longName: string | null = null;
  let at = 0;
  for (let count = 0; count < MAX_ENTRIES && at + BLOCK <= tar.length; count++) {
    const header = tar.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0) || !isChecksumRight(header)) return;
    const size = sizeOf(header.subarray(124, 136));
    const start = at + BLOCK;
    if (size === null || start + size > tar.length) return;
    const content = tar.subarray(start, start + size);
    at = start + Math.ceil(size / BLOCK) * BLOCK;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'L') longName = text(content.subarray(0, MAX_NAME));
    else if (type === 'x') longName = paxPath(content) ?? longName;
    else {
      const name = longName ?? nameOf(header);
      longName = null;
      const inside = insidePath(name);
      if ((type === '0' || type === '\0') && inside !== null) yield { name: inside, content };
    }
  }
}

/** Whose the first thing in an archive is. */
export interface Owned {
  readonly user: number;
  readonly group: number;
  /** Permission bits: `0o755`. */
  readonly mode: number;
  readonly isFolder: boolean;
}

/** Of the first entry; null where these bytes are not enough of an archive to tell. */
export function ownerOf(tar: Uint8Array): Owned | null {
  let pax = '';
  for (let at = 0; at + BLOCK <= tar.length;) {
    const header = tar.subarray(at, at + BLOCK);
    const size = sizeOf(header.subarray(124, 136));
    if (size === null || !isChecksumRight(header)) return null;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'x' || type === 'g' || type === 'L') {
      if (type === 'x') pax = decoder.decode(tar.subarray(at + BLOCK, at + BLOCK + size));
      at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
      continue;
    }
    const user = paxNumber(pax, 'uid') ?? sizeOf(header.subarray(108, 116));
    const group = paxNumber(pax, 'gid') ?? sizeOf(header.subarray(116, 124));
    const mode = sizeOf(header.subarray(100, 108));
    if (user === null || group === null || mode === null) return null;
    return { user, group, mode: mode & 0o7777, isFolder: type === '5' };
  }
  return null;
}

function paxNumber(pax: string, key: 'uid' | 'gid'): number | undefined {
  const digits = new RegExp(`^\\d+ ${key}=(\\d{1,10})$`, 'm').exec(pax)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function nameOf(header: Uint8Array): string {
  const name = text(header.subarray(0, 100));
  const prefix = text(header.subarray(257, 262)) === 'ustar' ? text(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Null for an absolute path or one that climbs out. */
function insidePath(name: string): string | null {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (name.startsWith('/') || name.includes('\\') || parts.includes('..') || parts.length === 0) return null;
  return parts.join('/');
}

function paxPath(content: Uint8Array): string | null {
  return /^\d+ path=(.{1,4096})$/m.exec(decoder.decode(content.subarray(0, 64 * 1024)))?.[1] ?? null;
}

/** Octal digits, or base 256 where the first bit is set. Null where it is neither or absurd. */
function sizeOf(field: Uint8Array): number | null {
  if (((field[0] as number) & 0x80) !== 0) {
    let size = (field[0] as number) & 0x7f;
    for (const byte of field.subarray(1)) size = size * 256 + byte;
    return Number.isSafeInteger(size) ? size : null;
  }
  const digits = text(field).trim();
  return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : digits === '' ? 0 : null;
}

function isChecksumRight(header: Uint8Array): boolean {
  const wanted = Number.parseInt(text(header.subarray(148, 156)).trim(), 8);
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : (header[i] as number);
  return sum === wanted;
}

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decoder.decode(end === -1 ? bytes : bytes.subarray(0, end));
}
