import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SEGMENT = 64 * 1024 * 1024;
/** Segments kept at the end, beside the first one. */
const KEPT_LAST = 2;
const READ = 256 * 1024;
/** What is kept in memory where no file can be written (a full disk may be the very failure). */
const MEMORY = 8 * 1024 * 1024;
const NEWLINE = new Uint8Array([10]);

interface Segment {
  readonly file: number;
  bytes: number;
}

/**
 * What a command printed, in a private folder (mode 700, its files 600) that is gone after `remove`.
 * Of an output of any size it keeps the first 64 MiB and the last 64 to 128 MiB.
 */
export class Spool {
  readonly folder: string;
  #segments: Segment[] = [];
  #made = 0;
  #dropped = 0;
  #memory: Uint8Array[] | null = null;
  #held = 0;

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'drydock-'));
  }

  push(chunk: Uint8Array): void {
    if (this.#memory !== null) {
      this.#hold(chunk);
      return;
    }
    const left = this.#write(chunk);
    if (left.length === 0) return;
    this.#memory = [];
    this.#hold(left);
  }

  /** Bytes that came by and are not kept. */
  get dropped(): number {
    return this.#dropped;
  }

  get isEmpty(): boolean {
    return this.#segments.every(({ bytes }) => bytes === 0) && this.#held === 0;
  }

  *read(): Generator<Uint8Array> {
    for (const [index, { file, bytes }] of this.#segments.entries()) {
      // Between the first segment and the ones at the end a piece may be missing.
      if (index === 1 && this.#dropped > 0) yield NEWLINE;
      for (let at = 0; at < bytes;) {
        const buffer = new Uint8Array(Math.min(READ, bytes - at));
        const read = readSync(file, buffer, 0, buffer.length, at);
        if (read === 0) break;
        at += read;
        yield buffer.subarray(0, read);
      }
    }
    yield* this.#memory ?? [];
  }

  remove(): void {
    for (const { file } of this.#segments) closeSync(file);
    this.#segments = [];
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Returns what could not be written. */
  #write(chunk: Uint8Array): Uint8Array {
    let at = 0;
    try {
      let segment = this.#segments.at(-1);
      if (segment === undefined || segment.bytes >= SEGMENT) segment = this.#open();
      while (at < chunk.length) {
        const written = writeSync(segment.file, chunk, at, chunk.length - at);
        at += written;
        segment.bytes += written;
      }
    } catch {
      // Where the disk is full the memory takes over.
    }
    return chunk.subarray(at);
  }

  #open(): Segment {
    const path = join(this.folder, `output-${this.#made++}`);
    const segment = { file: openSync(path, 'wx+', 0o600), bytes: 0 };
    // Nobody else needs its name: unlinked, it goes with this process, whatever ends it.
    if (process.platform !== 'win32') rmSync(path);
    this.#segments.push(segment);
    if (this.#segments.length > 1 + KEPT_LAST) {
      const [old] = this.#segments.splice(1, 1) as [Segment];
      this.#dropped += old.bytes;
      closeSync(old.file);
    }
    return segment;
  }

  #hold(chunk: Uint8Array): void {
    const kept = this.#memory as Uint8Array[];
    kept.push(Uint8Array.from(chunk));
    this.#held += chunk.length;
    while (this.#held > MEMORY && kept.length > 1) {
      const { length } = kept.shift() as Uint8Array;
      this.#held -= length;
      this.#dropped += length;
    }
  }
}
