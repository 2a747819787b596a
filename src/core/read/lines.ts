/** Longest part of one line that is kept, in bytes: this much of its beginning and, beyond that, of its end. */
const HEAD = 48 * 1024;
const TAIL = 16 * 1024;

const NEWLINE = 10;

/** Receives one line as a range of a buffer that is valid only during the call. */
export type LineSink = (buffer: Uint8Array, start: number, end: number) => void;

/**
 * Cuts chunks into lines. Memory is bounded by `HEAD + TAIL` plus one chunk, whatever the length of a line:
 * of a longer line the middle is dropped.
 */
export class LineSplitter {
  #head: Uint8Array = new Uint8Array(0);
  #tail: Uint8Array = new Uint8Array(0);
  #cut = 0;

  push(chunk: Uint8Array, sink: LineSink): void {
    let start = 0;
    for (;;) {
      const newline = chunk.indexOf(NEWLINE, start);
      if (newline === -1) break;
      if (this.#head.length > 0) {
        this.#carry(chunk, start, newline);
        this.#flush(sink);
      } else {
        this.#emit(chunk, start, newline, sink);
      }
      start = newline + 1;
    }
    if (start < chunk.length) this.#carry(chunk, start, chunk.length);
  }

  /** Is the beginning of a line waiting for its end? */
  get isOpen(): boolean {
    return this.#head.length > 0;
  }

  /** Bytes dropped from the middle of over-long lines so far. */
  get cut(): number {
    return this.#cut;
  }

  end(sink: LineSink): void {
    if (this.#head.length > 0) this.#flush(sink);
  }

  #emit(buffer: Uint8Array, start: number, end: number, sink: LineSink): void {
    if (end - start <= HEAD + TAIL) {
      sink(buffer, start, end);
      return;
    }
    this.#carry(buffer, start, end);
    this.#flush(sink);
  }

  #carry(buffer: Uint8Array, from: number, end: number): void {
    let start = from;
    const room = HEAD - this.#head.length;
    if (room > 0) {
      const part = buffer.subarray(start, Math.min(end, start + room));
      this.#head = concat(this.#head, part);
      start += part.length;
    }
    if (start >= end) return;
    const all = this.#tail.length + end - start;
    const tail = end - start >= TAIL ? buffer.slice(end - TAIL, end) : concat(this.#tail, buffer.subarray(start, end));
    this.#tail = tail.length > TAIL ? tail.slice(tail.length - TAIL) : tail;
    this.#cut += all - this.#tail.length;
  }

  #flush(sink: LineSink): void {
    const line = concat(this.#head, this.#tail);
    this.#head = new Uint8Array(0);
    this.#tail = new Uint8Array(0);
    sink(line, 0, line.length);
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
