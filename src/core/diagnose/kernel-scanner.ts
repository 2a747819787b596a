import type { Literals } from '../model/registry.ts';
import type { Kernel } from '../read/kernel.ts';
import { SHORTEST, type Openings, type Scanner, type Survey } from '../read/survey.ts';

const BYTE_SLOW = 1;
const BYTE_BRACKET = 2;
const BRACKET = 0x5b;
/** Pieces of a text too long for the kernel's scratch overlap by more than any literal is long. */
const OVERLAP = 512;
const NONE: readonly number[] = [];

/** The scanner that runs in WebAssembly. */
export class KernelScanner implements Scanner {
  readonly room: Uint8Array;
  readonly #kernel: Kernel;
  readonly #encoder = new TextEncoder();
  readonly #scratch: Uint8Array;
  readonly #starts: Uint32Array;
  readonly #records: Int32Array;
  readonly #found: Int32Array;
  #hits = new Int32Array(4096);

  constructor(kernel: Kernel, literals: Literals, openings: Openings) {
    const { buffer } = kernel.memory;
    this.#kernel = kernel;
    this.room = new Uint8Array(buffer, kernel.INPUT.value, kernel.INPUT_SIZE.value);
    this.#scratch = new Uint8Array(buffer, kernel.SCRATCH.value, kernel.SCRATCH_SIZE.value);
    this.#starts = new Uint32Array(buffer, kernel.LINES.value, kernel.INPUT_SIZE.value + 1);
    this.#records = new Int32Array(buffer, kernel.RECORDS.value, 2 * kernel.INPUT_SIZE.value);
    this.#found = new Int32Array(buffer, kernel.HITS.value, 2 * 65_536);
    const text = new Uint8Array(buffer, kernel.TEXT.value, kernel.TEXT_SIZE.value);
    for (const [index, part] of openings.record.entries()) {
      kernel.setPart(index, this.#encoder.encodeInto(part, text).written);
    }
    let length = 0;
    for (const part of literals.text) {
      const { read, written } = this.#encoder.encodeInto(part, text.subarray(length));
      length += written;
      if (read !== part.length || length + literals.windows.length > text.length) {
        throw new Error('more literals than the kernel has room for');
      }
    }
    this.#encoder.encodeInto(literals.windows, text.subarray(length));
    kernel.build(length);
    for (const word of openings.words) kernel.addOpener(gramOf(word));
    for (const byte of this.#encoder.encode(openings.bytes)) kernel.setByte(byte, BYTE_SLOW);
    kernel.setByte(BRACKET, BYTE_BRACKET);
  }

  survey(block: Uint8Array): Survey {
    const kernel = this.#kernel;
    const isInside = block.buffer === this.room.buffer;
    if (!isInside) this.room.set(block);
    const from = isInside ? block.byteOffset : this.room.byteOffset;
    kernel.survey(from, block.length);
    const unwrapped = kernel.unwrappedLength.value;
    const hitCount = unwrapped > 0 ? this.#look(kernel.UNWRAPPED.value, unwrapped) : this.#look(from, block.length);
    return {
      bytes: this.room,
      lineCount: kernel.lineCount.value,
      starts: this.#starts,
      records: this.#records,
      recordCount: kernel.recordCount.value,
      hits: this.#hits,
      hitCount,
    };
  }

  scan(text: string): readonly number[] {
    if (text.length < SHORTEST) return NONE;
    const longest = Math.floor(this.#scratch.length / 3) - OVERLAP;
    if (text.length <= longest) return this.#scanPiece(text);
    const found = new Set<number>();
    for (let at = 0; at < text.length; at += longest - OVERLAP) {
      for (const literal of this.#scanPiece(text.slice(at, at + longest))) found.add(literal);
    }
    return [...found];
  }

  #scanPiece(text: string): readonly number[] {
    const kernel = this.#kernel;
    const { written } = this.#encoder.encodeInto(text, this.#scratch);
    const from = kernel.SCRATCH.value;
    let found: number[] | null = null;
    let begin = from;
    do {
      const count = kernel.scan(begin, from, from + written);
      for (let i = 0; i < count; i++) {
        const literal = this.#found[2 * i + 1] as number;
        if (found === null) found = [literal];
        else if (!found.includes(literal)) found.push(literal);
      }
      begin = kernel.resume.value;
    } while (begin !== 0);
    return found ?? NONE;
  }

  #look(from: number, length: number): number {
    const kernel = this.#kernel;
    return kernel.hasEscapes.value
      ? this.#collect(kernel.STRIPPED.value, kernel.strip(from, length))
      : this.#collect(from, length);
  }

  /** Hits of the whole block, out of the kernel's list: scanning a text writes over it. */
  #collect(from: number, length: number): number {
    const kernel = this.#kernel;
    let total = 0;
    let begin = from;
    do {
      const count = kernel.scan(begin, from, from + length);
      begin = kernel.resume.value;
      if (count === 0) continue;
      kernel.toLines(from, count);
      const size = 2 * (total + count);
      if (size > this.#hits.length) {
        const larger = new Int32Array(2 * size);
        larger.set(this.#hits);
        this.#hits = larger;
      }
      this.#hits.set(this.#found.subarray(0, 2 * count), 2 * total);
      total += count;
    } while (begin !== 0);
    return total;
  }
}

function gramOf(word: string): number {
  return word.charCodeAt(0) | (word.charCodeAt(1) << 8) | (word.charCodeAt(2) << 16) | (word.charCodeAt(3) << 24);
}
