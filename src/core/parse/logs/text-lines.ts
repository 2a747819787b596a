import { visible } from '../../read/terminal.ts';

const NEWLINE = 10;
/** Longest unfinished line that is kept; of a longer one the newest part. */
const MAX_OPEN = 64 * 1024;

const decoder = new TextDecoder('utf-8');

/** Chunks of a program's output, which need not end where its lines end, cut into lines. */
export class TextLines {
  #open: Uint8Array = new Uint8Array(0);

  /** Is a line begun that the next chunk goes on with? */
  get isOpen(): boolean {
    return this.#open.length > 0;
  }

  push(chunk: Uint8Array, sink: (text: string) => void): void {
    let start = 0;
    for (;;) {
      const newline = chunk.indexOf(NEWLINE, start);
      if (newline === -1) break;
      const part = chunk.subarray(start, newline);
      if (this.#open.length === 0 && part.length <= MAX_OPEN) this.#tell(part, sink);
      else {
        this.#keep(part);
        this.#flush(sink);
      }
      start = newline + 1;
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
  }

  end(sink: (text: string) => void): void {
    if (this.isOpen) this.#flush(sink);
  }

  #keep(part: Uint8Array): void {
    const newest = part.length > MAX_OPEN ? part.subarray(part.length - MAX_OPEN) : part;
    const old = this.#open.subarray(Math.max(0, this.#open.length + newest.length - MAX_OPEN));
    const joined = new Uint8Array(old.length + newest.length);
    joined.set(old);
    joined.set(newest, old.length);
    this.#open = joined;
  }

  #flush(sink: (text: string) => void): void {
    const line = this.#open;
    this.#open = new Uint8Array(0);
    this.#tell(line, sink);
  }

  #tell(line: Uint8Array, sink: (text: string) => void): void {
    sink(lineText(line));
  }
}

/** A line's bytes, without its end, as a person saw it. */
export function lineText(line: Uint8Array): string {
  const text = decoder.decode(line);
  return visible(text.endsWith('\r') ? text.slice(0, -1) : text);
}
