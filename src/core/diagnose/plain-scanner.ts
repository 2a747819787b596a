import type { Literals } from '../model/registry.ts';
import { BODY, MAX_LINE, OTHER, RECORD, type Openings, type Scanner, type Survey } from '../read/survey.ts';
import { decodeBase64 } from '../parse/base64.ts';
import { Needles } from './needles.ts';

const ROOM = 512 * 1024;
const NEWLINE = 10;
const RETURN = 13;
const ESCAPE = 27;
const BLANK = 32;
const BRACE = 0x7b;

const BASE64 = '(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?';

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
  readonly #record: RegExp;
  readonly #encoder = new TextEncoder();

  constructor(literals: Literals, openings: Openings) {
    this.#needles = new Needles(literals);
    this.#openers = new Set(openings.words.map((word) => word.slice(0, 4)));
    // As in a line that was decoded byte by byte.
    this.#slow = new Set(Array.from(this.#encoder.encode(openings.bytes), (byte) => String.fromCharCode(byte)));
    const [digest, stream, data, time, end] = openings.record.map((part) => part.replace(/[[\]{}]/g, String.raw`\$&`));
    this.#record = new RegExp(
      `^${digest}(?<digest>[0-9a-f]{64})${stream}\\d${data}(?<data>${BASE64})${time}[^"\\\\]*${end}$`,
    );
  }

  survey(block: Uint8Array): Survey {
    const starts: number[] = [];
    const records: number[] = [];
    const hits: number[] = [];
    let start = 0;
    let last: string | undefined;
    for (let end = block.indexOf(NEWLINE); end !== -1; end = block.indexOf(NEWLINE, start)) {
      const line = starts.length;
      const record = this.#recordAt(block, start, end);
      const kind = record === null ? this.#classOf(block, start, end) : RECORD;
      if (records.at(-1) !== kind || records.length === 0 || (record !== null && record.digest !== last)) {
        records.push(line, kind);
      }
      last = record?.digest ?? last;
      for (const literal of this.#literals(record?.data ?? block.subarray(start, end))) hits.push(line, literal);
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

  #recordAt(block: Uint8Array, start: number, end: number): { digest: string; data: Uint8Array } | null {
    if (end - start > MAX_LINE || block[start] !== BRACE || isOdd(block, start, end)) return null;
    const { digest, data } = this.#record.exec(latin1(block, start, end))?.groups ?? {};
    if (digest === undefined || data === undefined) return null;
    const bytes = decodeBase64(data);
    let length = bytes.length - 1;
    if (bytes[length] !== NEWLINE) return null;
    if (bytes[length - 1] === RETURN) length--;
    const isPlain = !isOdd(bytes, 0, length) && !bytes.subarray(0, length).includes(RETURN);
    return isPlain ? { digest, data: bytes.subarray(0, length) } : null;
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
