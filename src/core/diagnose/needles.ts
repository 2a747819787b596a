import type { Literals } from '../model/registry.ts';
import { SHORTEST } from '../read/survey.ts';
import { windowOf } from './literals.ts';

/** A 4-byte gram must fall on every third position of the shortest literal. */
const STRIDE = 3;
const GRAM = 4;
const BITS = 17;
const SCRATCH = 64 * 1024;

/**
 * Finds which of many literals occur in a text, in one pass: every third 4-byte gram of the text is looked up in a
 * hash table of grams taken from the rarest window of each literal; only on a hit are bytes compared.
 */
export class Needles {
  /** All literals, each ended by a NUL, and where each begins (one more entry than literals). */
  readonly #bytes: Uint8Array;
  readonly #starts: Int32Array;
  /** First entry of each slot plus one; 0 where the slot is empty. */
  readonly #heads = new Int32Array(1 << BITS);
  /** Per entry: the next one of its slot plus one, its literal, and how far into the literal its gram begins. */
  readonly #next: Int32Array;
  readonly #literal: Int32Array;
  readonly #offset: Int32Array;
  readonly #encoder = new TextEncoder();
  #scratch = new Uint8Array(SCRATCH);

  constructor(literals: Literals) {
    this.#bytes = this.#encoder.encode(literals.text.join(''));
    const count = literals.windows.length;
    this.#starts = new Int32Array(count + 1);
    const entries = count * STRIDE;
    this.#next = new Int32Array(entries);
    this.#literal = new Int32Array(entries);
    this.#offset = new Int32Array(entries);
    for (let index = 0; index < count; index++) this.#add(index, windowOf(literals, index));
  }

  /** Indices of the literals that occur in `text`, each once, in no order. */
  scan(text: string): readonly number[] {
    if (text.length < SHORTEST) return NONE;
    if (text.length * 3 > this.#scratch.length) this.#scratch = new Uint8Array(text.length * 3);
    const { written } = this.#encoder.encodeInto(text, this.#scratch);
    return this.scanBytes(this.#scratch, 0, written);
  }

  scanBytes(bytes: Uint8Array, start: number, end: number): readonly number[] {
    let found: number[] = NONE;
    const heads = this.#heads;
    for (let at = start; at + GRAM <= end; at += STRIDE) {
      let entry = heads[slotAt(bytes, at)] as number;
      while (entry !== 0) {
        const literal = this.#literal[entry - 1] as number;
        const from = at - (this.#offset[entry - 1] as number);
        entry = this.#next[entry - 1] as number;
        if (from < start || found.includes(literal) || !this.#isAt(bytes, from, end, literal)) continue;
        if (found === NONE) found = [];
        found.push(literal);
      }
    }
    return found;
  }

  #add(index: number, window: number): void {
    const start = this.#starts[index] as number;
    this.#starts[index + 1] = this.#bytes.indexOf(0, start) + 1;
    for (let i = 0; i < STRIDE; i++) {
      const slot = slotAt(this.#bytes, start + window + i);
      const entry = index * STRIDE + i;
      this.#literal[entry] = index;
      this.#offset[entry] = window + i;
      this.#next[entry] = this.#heads[slot] as number;
      this.#heads[slot] = entry + 1;
    }
  }

  #isAt(text: Uint8Array, from: number, end: number, literal: number): boolean {
    const first = this.#starts[literal] as number;
    const length = (this.#starts[literal + 1] as number) - first - 1;
    if (from + length > end) return false;
    for (let i = 0; i < length; i++) if (text[from + i] !== this.#bytes[first + i]) return false;
    return true;
  }
}

const NONE: number[] = [];

function slotAt(bytes: Uint8Array, at: number): number {
  const gram =
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24);
  return Math.imul(gram, 0x9e3779b1) >>> (32 - BITS);
}
