import { closeSync, ftruncateSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const READ = 64 * 1024;
/** Once that much was read the file is emptied: `script` appends, so it may. */
const EMPTY_AT = 16 * 1024 * 1024;
/** Longer than the line util-linux puts at the end. */
const HELD = 512;

const FIRST_LINE = /^Script started on [^\n]*\n/;
const LAST_LINE = /\n?Script done on [^\n]*\n?$/;

/** The file `script` records into, read along while it grows, without the lines that `script` adds itself. */
export class Typescript {
  readonly path: string;
  readonly #file: number;
  readonly #copy: (chunk: Uint8Array) => void;
  readonly #hasFrame: boolean;
  #at = 0;
  #total = 0;
  #isBegun = false;
  #held: Buffer = Buffer.alloc(0);

  /** `hasFrame`: util-linux writes a first and a last line of its own. */
  constructor(folder: string, { hasFrame, copy }: { hasFrame: boolean; copy: (chunk: Uint8Array) => void }) {
    this.path = join(folder, 'typescript');
    this.#file = openSync(this.path, 'wx+', 0o600);
    this.#copy = copy;
    this.#hasFrame = hasFrame;
  }

  /** Bytes recorded so far, and the last of them. */
  size(): number {
    this.#read();
    return this.#total;
  }

  tail(): string {
    return this.#held.toString('latin1');
  }

  follow(): void {
    this.#read();
    if (this.#at < EMPTY_AT) return;
    this.#read();
    ftruncateSync(this.#file, 0);
    this.#at = 0;
  }

  /** Everything that is left. Call it when `script` has ended. */
  end(): void {
    this.#read();
    const text = this.#held.toString('latin1');
    const rest = this.#hasFrame ? text.replace(LAST_LINE, '') : text;
    if (rest !== '') this.#copy(Buffer.from(rest, 'latin1'));
    closeSync(this.#file);
    rmSync(this.path, { force: true });
  }

  #read(): void {
    for (;;) {
      const buffer = Buffer.alloc(READ);
      const read = readSync(this.#file, buffer, 0, READ, this.#at);
      if (read === 0) return;
      this.#at += read;
      this.#total += read;
      this.#take(buffer.subarray(0, read));
    }
  }

  #take(chunk: Buffer): void {
    let all = Buffer.concat([this.#held, chunk]);
    if (!this.#isBegun) {
      if (this.#hasFrame && !all.includes(0x0a) && all.length < HELD) {
        this.#held = all;
        return;
      }
      this.#isBegun = true;
      if (this.#hasFrame) all = Buffer.from(all.toString('latin1').replace(FIRST_LINE, ''), 'latin1');
    }
    const keep = Math.min(HELD, all.length);
    if (all.length > keep) this.#copy(all.subarray(0, all.length - keep));
    this.#held = all.subarray(all.length - keep);
  }
}
