import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Called before every change on disk, with what is about to happen. A test ends the process there. */
export type Before = (what: string) => void;

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
/** Of a mode, without the kind of file. */
const PERMISSIONS = 0o7777;

export async function privateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER });
}

/** Whose the file is and who may use it. */
export interface Attributes {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Puts a file in place as a whole or not at all: written beside it, flushed, renamed over it, the folder flushed.
 * A reader, or a crash at any moment, sees the old bytes or the new ones.
 */
export async function writeWhole(
  path: string,
  bytes: Uint8Array,
  { before, attributes }: { readonly before: Before; readonly attributes?: Attributes },
): Promise<void> {
  const temporary = temporaryOf(path);
  before(`write ${temporary}`);
  const file = await open(temporary, 'w', PRIVATE_FILE);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  if (attributes !== undefined) await applyAttributes(temporary, attributes);
  before(`rename ${path}`);
  await rename(temporary, path);
  before(`flush ${dirname(path)}`);
  await flushFolder(dirname(path));
}

/** The same name for every process, so that what a crash left behind is overwritten or found again. */
export function temporaryOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.drydock`);
}

export async function removeFile(path: string, before: Before): Promise<void> {
  before(`remove ${path}`);
  await rm(path, { force: true });
  await flushFolder(dirname(path));
}

async function applyAttributes(path: string, { mode, uid, gid }: Attributes): Promise<void> {
  await chmod(path, mode);
  const now = await stat(path);
  if (now.uid !== uid || now.gid !== gid) await chown(path, uid, gid);
}

async function flushFolder(path: string): Promise<void> {
  // Windows opens no folders; its rename is durable enough there.
  const folder: FileHandle | null = await open(path, 'r').catch(() => null);
  if (folder === null) return;
  await folder.sync().catch(() => undefined);
  await folder.close();
}

/** The bytes and attributes of a file, or null where there is none. */
export async function readWhole(path: string): Promise<{ bytes: Uint8Array; attributes: Attributes } | null> {
  try {
    const { mode, uid, gid } = await stat(path);
    return { bytes: await readFile(path), attributes: { mode: mode & PERMISSIONS, uid, gid } };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
