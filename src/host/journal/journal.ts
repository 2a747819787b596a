import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Action } from '#core/model/change.ts';

import {
  hashOf,
  privateFolder,
  readWhole,
  removeFile,
  temporaryOf,
  writeWhole,
  type Attributes,
  type Before,
} from './disk.ts';

/** A file as it was or as it shall be. Without attributes they do not matter. */
interface Side {
  readonly hash: string;
  readonly attributes?: Attributes;
}

interface Noted {
  readonly number: number;
  readonly remedy: string;
  /** ISO 8601. */
  readonly time: string;
}

/** One change of one file, on disk before the file is touched. */
export interface FileEntry extends Noted {
  readonly kind: 'file';
  readonly path: string;
  /** Absent: the file did not exist before. */
  readonly before?: Side;
  readonly after: Side;
}

/** One thing done to an engine, on disk before it is done. */
export interface ActionEntry extends Noted {
  readonly kind: 'action';
  readonly action: Action;
  /** What the way back needs. Private: it may hold the hash of an old password. Absent: there is no way back. */
  readonly saved?: unknown;
}

export type Entry = FileEntry | ActionEntry;

export type UndoneFile = 'restored' | 'was-not-applied' | 'changed-since';

/**
 * The write-ahead journal of one incident: what is about to change is on disk, flushed, before it changes.
 * Whatever moment a crash takes, each file is as before or as after, and `undo` tells which by its content.
 */
export class Journal {
  readonly #folder: string;
  readonly #before: Before;

  private constructor(folder: string, before: Before) {
    this.#folder = folder;
    this.#before = before;
  }

  static async at(folder: string, before: Before = () => undefined): Promise<Journal> {
    await privateFolder(folder);
    return new Journal(folder, before);
  }

  /** All entries, oldest first. */
  async entries(): Promise<readonly Entry[]> {
    const names = (await readdir(this.#folder)).filter((file) => /^\d{4}\.json$/.test(file)).toSorted();
    return Promise.all(
      names.map(async (file) => JSON.parse(await readFile(join(this.#folder, file), 'utf8')) as Entry),
    );
  }

  /** Entries that were not taken back, oldest first. */
  async unclosed(): Promise<readonly Entry[]> {
    const undone = new Set((await readdir(this.#folder)).filter((file) => file.endsWith('.undone')));
    return (await this.entries()).filter(({ number }) => !undone.has(`${name(number)}.undone`));
  }

  /** Changes a file. The old bytes, the new bytes and the intent are kept first; then the file is replaced as a whole. */
  async write(
    path: string,
    bytes: Uint8Array,
    about: { readonly remedy: string; readonly mode?: number },
  ): Promise<FileEntry> {
    const old = await readWhole(path);
    const number = await this.#next();
    const attributes = attributesFor(old?.attributes, about.mode);
    const entry: FileEntry = {
      kind: 'file',
      number,
      remedy: about.remedy,
      path,
      ...(old !== null && { before: { hash: hashOf(old.bytes), attributes: old.attributes } }),
      after: { hash: hashOf(bytes), ...(attributes !== undefined && { attributes }) },
      time: new Date().toISOString(),
    };
    if (old !== null) await this.#keep(`${name(number)}.before`, old.bytes);
    await this.#keep(`${name(number)}.after`, bytes);
    await this.#note(entry);
    await this.#put(path, bytes, attributes);
    return entry;
  }

  /** Notes an action that is about to be done, with what its way back needs. */
  async intend(action: Action, about: { readonly remedy: string; readonly saved?: unknown }): Promise<ActionEntry> {
    const entry: ActionEntry = {
      kind: 'action',
      number: await this.#next(),
      remedy: about.remedy,
      action,
      ...(about.saved !== undefined && { saved: about.saved }),
      time: new Date().toISOString(),
    };
    await this.#note(entry);
    return entry;
  }

  /** An entry that was taken back is not taken back again. */
  async close(entry: Entry): Promise<void> {
    await this.#keep(`${name(entry.number)}.undone`, new Uint8Array());
  }

  /** Puts a file back, byte for byte, with its mode. A file somebody has changed since is left alone. */
  async undo(entry: FileEntry): Promise<UndoneFile> {
    const now = await readWhole(entry.path);
    await removeFile(temporaryOf(entry.path), this.#before);
    if (isAs(now, entry.before)) return 'was-not-applied';
    if (!isAs(now, entry.after)) return 'changed-since';
    if (entry.before === undefined) {
      await removeFile(entry.path, this.#before);
      return 'restored';
    }
    const bytes = await readFile(join(this.#folder, `${name(entry.number)}.before`));
    await this.#put(entry.path, bytes, entry.before.attributes);
    return 'restored';
  }

  /** Finishes what a crash has cut short: an intent whose file is still as before is carried out. */
  async resume(entry: FileEntry): Promise<'done' | 'already-done' | 'changed-since'> {
    const now = await readWhole(entry.path);
    if (isAs(now, entry.after)) return 'already-done';
    if (!isAs(now, entry.before)) return 'changed-since';
    const bytes = await readFile(join(this.#folder, `${name(entry.number)}.after`));
    await this.#put(entry.path, bytes, entry.after.attributes);
    return 'done';
  }

  async #next(): Promise<number> {
    return ((await this.entries()).at(-1)?.number ?? 0) + 1;
  }

  #note(entry: Entry): Promise<void> {
    return this.#keep(`${name(entry.number)}.json`, Buffer.from(`${JSON.stringify(entry, null, 2)}\n`));
  }

  #keep(file: string, bytes: Uint8Array): Promise<void> {
    return writeWhole(join(this.#folder, file), bytes, { before: this.#before });
  }

  #put(path: string, bytes: Uint8Array, attributes: Attributes | undefined): Promise<void> {
    return writeWhole(path, bytes, { before: this.#before, ...(attributes !== undefined && { attributes }) });
  }
}

function isAs(now: Awaited<ReturnType<typeof readWhole>>, side: Side | undefined): boolean {
  if (now === null || side === undefined) return now === null && side === undefined;
  const isSameMode = side.attributes === undefined || now.attributes.mode === side.attributes.mode;
  return isSameMode && hashOf(now.bytes) === side.hash;
}

function attributesFor(old: Attributes | undefined, mode: number | undefined): Attributes | undefined {
  if (old === undefined && mode === undefined) return undefined;
  const own = old ?? { mode: 0o600, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  return mode === undefined ? own : { ...own, mode };
}

function name(number: number): string {
  return String(number).padStart(4, '0');
}
