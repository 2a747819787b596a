import type { Literals } from '../model/registry.ts';
import { BODY, MAX_LINE, OTHER, type Openings, type Scanner, type Survey } from '../read/survey.ts';
import { Needles } from './needles.ts';

const ROOM = 512 * 1024;
const NEWLINE = 10;
const RETURN = 13;
const ESCAPE = 27;
const BLANK = 32;

const LOG_LINE = /^#(\d{1,7}) \d+(?:\.\d+)? /;
const CSI = /\u001b\[[0-?]*[ -/]*[@-~]/g;
const FIRST_CSI = /^(?:\u001b\[[0-?]*[ -/]*[@-~])+/;
const SYSLOG = /^[A-Z][a-z].[ ]/s;
/** A letter first, no colon inside, and after the bracket no stamp and nothing a branch of a pipeline would stand before. */
const PLAIN_BRACKET = /^\[[A-Za-z][^\]:\u001b]*\](?:[^ ]|$| (?![#SE\d\u001b]))/s;

/**
 * The kernel's twin in plain TypeScript: the same classes and hits, a tenth of the speed. For engines without WebAssembly,
 * and to hold the kernel to.
 */
export class PlainScanner implements Scanner {
  readonly room = new Uint8Array(ROOM);
  readonly #needles: Needles;
  readonly #openers: ReadonlySet<string>;
  readonly #slow: ReadonlySet<string>;
  readonly #encoder = new TextEncoder();

  constructor(literals: Literals, openings: Openings) {
    this.#needles = new Needles(literals);
    this.#openers = new Set(openings.words.map((word) => word.slice(0, 4)));
    // As in a line that was decoded byte by byte.
    this.#slow = new Set(Array.from(this.#encoder.encode(openings.bytes), (byte) => String.fromCharCode(byte)));
  }

  survey(block: Uint8Array): Survey {
    const starts: number[] = [];
    const records: number[] = [];
    const hits: number[] = [];
    let start = 0;
    for (let end = block.indexOf(NEWLINE); end !== -1; end = block.indexOf(NEWLINE, start)) {
      const line = starts.length;
      const kind = this.#classOf(block, start, end);
      if (records.at(-1) !== kind || records.length === 0) records.push(line, kind);
      for (const literal of this.#literals(block.subarray(start, end))) hits.push(line, literal);
      starts.push(start);
      start = end + 1;
    }
    return {
      bytes: block,
      lineCount: starts.length,
      starts: Uint32Array.from([...starts, block.length]),
      records: Int32Array.from(records),
      recordCount: records.length / 2,
      hits: Int32Array.from(hits),
      hitCount: hits.length / 2,
    };
  }

  scan(text: string): readonly number[] {
    return this.#needles.scan(text);
  }

  #literals(line: Uint8Array): readonly number[] {
    if (!line.includes(ESCAPE)) return this.#needles.scanBytes(line, 0, line.length);
    const text = latin1(line, 0, line.length).replace(CSI, '').replaceAll('\u001b', '');
    const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
    return this.#needles.scanBytes(bytes, 0, bytes.length);
  }

  #classOf(block: Uint8Array, start: number, end: number): number {
    if (end - start > MAX_LINE || isOdd(block, start, end)) return OTHER;
    const text = latin1(block, start, end);
    const log = LOG_LINE.exec(text);
    if (log !== null) return Number(log[1]);
    return !text.startsWith('#') && this.#isBody(text) ? BODY : OTHER;
  }

  #isBody(line: string): boolean {
    const text = line.replace(/\r+$/, '').replace(FIRST_CSI, '');
    if (text === '' || text.includes('\r') || text.split('\t').length > 2 || text.slice(0, 8).includes('\u001b')) {
      return false;
    }
    const first = text[0] as string;
    if (this.#slow.has(first)) return false;
    if (first === '[') return PLAIN_BRACKET.test(text) && !this.#isOpener(text);
    if (this.#isOpener(text)) return false;
    if (first !== ' ') return true;
    const rest = text.replace(/^ +/, '');
    return rest !== '' && !rest.startsWith('\u001b') && !this.#isOpener(rest);
  }

  #isOpener(text: string): boolean {
    return text.length >= 4 && (SYSLOG.test(text) || this.#openers.has(text.slice(0, 4)));
  }
}

/** A control byte that is neither layout nor part of a plain escape sequence, or the note that Jenkins hides. */
function isOdd(block: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = block[at] as number;
    if (byte > BLANK - 1 && byte !== 0x7f) continue;
    if (byte === 9 || byte === RETURN) continue;
    if (byte !== ESCAPE) return true;
    const sequence = /^\u001b\[[0-?]*[ -/]*[@-~]/.exec(latin1(block, at, Math.min(end, at + 256)))?.[0];
    if (sequence === undefined || sequence.startsWith('\u001b[8m')) return true;
  }
  return false;
}

function latin1(block: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(block[at] as number);
  return text;
}
