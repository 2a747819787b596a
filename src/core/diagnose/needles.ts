/** Shortest literal that can be found: a 4-byte gram must fall on every third position of it. */
export const SHORTEST = 6;

const STRIDE = 3;
const GRAM = 4;
const WINDOW = GRAM + STRIDE - 1;
const BITS = 17;
const SCRATCH = 64 * 1024;

// Bytes in order of how common they are in build logs, commonest first; the rest counts as rare.
const COMMON = ' etaoinrslcdupmgfhbvyk0123456789.-/:_';

/** How rare each byte is: its place in COMMON, beyond all of them for the rest. */
const RARITY = Uint8Array.from({ length: 256 }, (_, byte) => {
  const rank = COMMON.indexOf(String.fromCharCode(byte));
  return rank === -1 ? COMMON.length : rank;
});

/**
 * Finds which of many literals occur in a text, in one pass: every third 4-byte gram of the text is looked up in a
 * hash table of grams taken from the rarest window of each literal; only on a hit are bytes compared.
 * The table is flat arrays: it is built at every start of the process.
 */
export class Needles {
  /** All literals, one after the other, and where each begins (one more entry than literals). */
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

  constructor(literals: readonly string[]) {
    this.#bytes = this.#encoder.encode(literals.join(''));
    this.#starts = new Int32Array(literals.length + 1);
    const entries = literals.length * STRIDE;
    this.#next = new Int32Array(entries);
    this.#literal = new Int32Array(entries);
    this.#offset = new Int32Array(entries);
    literals.forEach((literal, index) => this.#add(literal, index));
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

  #add(literal: string, index: number): void {
    const start = this.#starts[index] as number;
    const end = start + utf8Length(literal);
    this.#starts[index + 1] = end;
    if (end - start < SHORTEST) throw new Error(`literal shorter than ${SHORTEST} bytes: ${JSON.stringify(literal)}`);
    const window = rarestWindow(this.#bytes, start, end);
    for (let i = 0; i < STRIDE; i++) {
      const slot = slotAt(this.#bytes, window + i);
      const entry = index * STRIDE + i;
      this.#literal[entry] = index;
      this.#offset[entry] = window + i - start;
      this.#next[entry] = this.#heads[slot] as number;
      this.#heads[slot] = entry + 1;
    }
  }

  #isAt(text: Uint8Array, from: number, end: number, literal: number): boolean {
    const first = this.#starts[literal] as number;
    const length = (this.#starts[literal + 1] as number) - first;
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

function utf8Length(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // A surrogate pair is two units of two bytes each.
    length += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  return length;
}

/** Where the window of WINDOW bytes begins whose bytes are rarest. */
function rarestWindow(bytes: Uint8Array, start: number, end: number): number {
  let best = start;
  let bestScore = -1;
  for (let at = start; at + WINDOW <= end; at++) {
    let score = 0;
    for (let i = at; i < at + WINDOW; i++) score += RARITY[bytes[i] as number] as number;
    if (score > bestScore) {
      bestScore = score;
      best = at;
    }
  }
  return best;
}
