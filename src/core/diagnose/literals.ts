import type { RegistryRow } from '../model/condition.ts';
import type { Literals, Registry } from '../model/registry.ts';
import { SHORTEST } from '../read/survey.ts';

/** What the knowledge compiler makes of the conditions. */
export function registryOf(rows: readonly RegistryRow[], rate?: (gram: string) => number): Registry {
  const literals = literalsOf(rows);
  const numbers = new Map(literals.map((literal, index) => [literal, index]));
  return {
    ...compileLiterals(literals, rate),
    rows: rows.map(({ id, stage, says, typed = [], ahead }) => [
      id,
      stage,
      says.map((literal) => numbers.get(literal) as number),
      typed,
      ahead === true ? 1 : 0,
    ]),
  };
}

/** The literals by their numbers. */
export function textsOf({ text }: Literals): readonly string[] {
  return text.flatMap((part) => part.split('\0').slice(0, -1));
}

/** GitHub turns digits into links to lines: the text is another one without them, so such lines are always looked at. */
const STEP_LINK = '#step:';
/** All literals but that one stand in a line's text as they do in its bytes. */
export const FIRST_PLAIN = 1;

/** The literals of a knowledge base, each once: the one that changes a line's text, those that are not ASCII, and the others. */
export function literalsOf(
  rows: readonly { readonly says: readonly string[]; readonly clues?: readonly string[] }[],
): readonly string[] {
  const all = [...rows.flatMap((row) => row.says), ...rows.flatMap((row) => row.clues ?? [])];
  return [...new Set([STEP_LINK, ...all.filter((literal) => !isAscii(literal)), ...all])];
}

const GRAM = 4;
const STRIDE = 4;
/** A literal this long is looked for by two grams, one after the other: see kernel/kernel.ts. */
const LONG = 2 * GRAM + STRIDE - 1;
const ZERO = 48;
/** A window may begin at an offset that one printable byte of ASCII tells. */
const MAX_OFFSET = 126 - ZERO;

const encoder = new TextEncoder();

/** Literals whose windows are known. */
export function withWindows(literals: readonly string[], windows: string): Literals {
  const text: string[] = [];
  for (const [index, literal] of literals.entries()) {
    const before = literals[index - 1];
    if (before === undefined || isAscii(before) !== isAscii(literal)) text.push('');
    text[text.length - 1] += `${literal}\0`;
  }
  return { text, windows };
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

/** Where the window of the literal at `index` begins. */
export function windowOf({ windows }: Literals, index: number): number {
  return windows.charCodeAt(index) - ZERO;
}

/** Prepares literals; `rate` tells how often a gram of four bytes stands in harmless logs, in any unit. */
export function compileLiterals(literals: readonly string[], rate: (gram: string) => number = commonness): Literals {
  let windows = '';
  for (const literal of literals) {
    const bytes = encoder.encode(literal);
    if (bytes.length < SHORTEST) throw new Error(`literal shorter than ${SHORTEST} bytes: ${JSON.stringify(literal)}`);
    if (bytes.includes(0)) throw new Error(`literal with a NUL: ${JSON.stringify(literal)}`);
    windows += String.fromCharCode(ZERO + rarestWindow(bytes, rate));
  }
  return withWindows(literals, windows);
}

/** Where the bytes begin whose grams are rarest, those of all four alignments together: each of them costs when it is met. */
function rarestWindow(bytes: Uint8Array, rate: (gram: string) => number): number {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const isLong = bytes.length >= LONG;
  const size = isLong ? LONG : GRAM + STRIDE - 1;
  const rateAt = (at: number): number => rate(binary.slice(at, at + GRAM));
  let best = 0;
  let bestRate = Infinity;
  for (let at = 0; at + size <= bytes.length && at <= MAX_OFFSET; at++) {
    let total = 0;
    // Two grams stand together at most as often as the rarer of them.
    for (let i = at; i < at + STRIDE; i++) total += isLong ? Math.min(rateAt(i), rateAt(i + GRAM)) : rateAt(i);
    if (total < bestRate) {
      bestRate = total;
      best = at;
    }
  }
  return best;
}

// Bytes in order of how common they are in build logs, commonest first; the rest counts as rare.
const COMMON = ' etaoinrslcdupmgfhbvyk0123456789.-/:_';

function commonness(gram: string): number {
  let total = 1;
  for (const char of gram) {
    const rank = COMMON.indexOf(char);
    total *= rank === -1 ? 1 : COMMON.length + 1 - rank;
  }
  return total;
}
