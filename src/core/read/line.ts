import { unprefix, type Unprefixed } from './prefix.ts';
import { visible } from './terminal.ts';

const decoder = new TextDecoder('utf-8');
const encoder = new TextEncoder();

/**
 * One line of the input. Holds bytes; becomes text the first time somebody asks.
 * The bytes belong to the reader's chunk: a line that is kept longer must be `settle`d before the next chunk.
 */
export class Line {
  readonly number: number;
  #bytes: Uint8Array | null;
  #start: number;
  #end: number;
  #unprefixed: Unprefixed | null = null;

  constructor(number: number, bytes: Uint8Array, start: number, end: number) {
    this.number = number;
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end > start && bytes[end - 1] === 13 ? end - 1 : end;
  }

  /** A line that another format carried inside one of its own (an API stream, a JSON record). */
  static of(number: number, text: string): Line {
    const bytes = encoder.encode(text);
    return new Line(number, bytes, 0, bytes.length);
  }

  /** The byte at `offset`, or -1 beyond the end; 0 once the text was asked for. */
  byteAt(offset: number): number {
    if (this.#bytes === null) return 0;
    return this.#start + offset < this.#end ? (this.#bytes[this.#start + offset] as number) : -1;
  }

  /** The bytes from offset `from` to `to` as ASCII, without making text of the rest. */
  ascii(from: number, to: number): string {
    if (this.#bytes === null) return this.text.slice(from, to);
    return decoder.decode(this.#bytes.subarray(this.#start + from, Math.min(this.#start + to, this.#end)));
  }

  /** As a person saw it, without CI prefix. */
  get text(): string {
    return this.#resolve().text;
  }

  get channel(): string {
    // No prefix begins with '#' and goes on with a channel: BuildKit's lines need not become text for this.
    if (this.#unprefixed === null && this.byteAt(0) === 0x23) return '';
    return this.#resolve().channel;
  }

  get marker(): 'error' | 'warning' | undefined {
    return this.#resolve().marker;
  }

  settle(): void {
    this.#resolve();
  }

  #resolve(): Unprefixed {
    if (this.#unprefixed === null) {
      const bytes = (this.#bytes as Uint8Array).subarray(this.#start, this.#end);
      this.#unprefixed = unprefix(visible(decoder.decode(bytes)));
      this.#bytes = null;
    }
    return this.#unprefixed;
  }
}
