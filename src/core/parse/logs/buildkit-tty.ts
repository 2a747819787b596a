import type { Emit } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import type { LogFormat, LogParser } from './format.ts';
import { statusOf } from './status-line.ts';
import { parseVertexName } from './vertex-name.ts';

// buildkit util/progress/progressui/display.go (ttyDisplay): a frame is a header and rows, drawn again many times a second.
const HEADER = /^\[\+\] Building (\d+(?:\.\d+)?)s \((\d+)\/(\d+)\)(?: (FINISHED))?/;
const ROW = /^ *=> (?!=> )(?:(ERROR|CANCELED|CACHED) )?(.*?) +(\d+\.\d)s$/s;
const OPENING_ROW =
  /^ *=> (?:ERROR |CANCELED |CACHED )?(?:\[|exporting |importing |resolve |docker-image:|naming |writing ).* +\d+\.\ds$/s;
const TAIL = /^ *=> => # ?(.*)$/s;
const STATUS = /^ *=> => /;
const WARN = /^ *=> => WARN: (.*)$/s;

interface Row {
  readonly key: string;
  printed: string;
  end: 'error' | 'canceled' | 'cached' | null;
  seconds: number;
  /** The timer moved between the last two frames, or the program is still printing. */
  isRunning: boolean;
  frame: number;
  readonly shown: Set<string>;
}

const MAX_SHOWN = 400;
/** No terminal is as wide. */
const MAX_ROW = 2000;
/** Shorter names are never taken for the beginning of another. */
const MIN_CUT = 12;

/** BuildKit's progress on a terminal, captured with its redraws by script(1), tee or a CI system with a pseudo-terminal. */
export const buildkitTty: LogFormat = {
  id: 'buildkit-tty',
  opens: ({ text }) => HEADER.test(text) || (text.length < MAX_ROW && OPENING_ROW.test(text)),
  start: (emit, region) => new TtyParser(emit, region),
};

class TtyParser implements LogParser {
  readonly #emit: Emit;
  readonly #region: string;
  #rows: Row[] = [];
  #current: Row | null = null;
  #count = 0;
  #frame = 0;
  #seconds = -1;
  #isFinished = false;
  #line = 0;

  constructor(emit: Emit, region: string) {
    this.#emit = emit;
    this.#region = region;
  }

  take({ text, number }: Line): boolean {
    const header = HEADER.exec(text);
    if (header !== null) {
      this.#header(number, header);
      return true;
    }
    const row = text.length < MAX_ROW ? ROW.exec(text) : null;
    if (row !== null) {
      this.#line = number;
      this.#row(number, row[1], row[2] as string, Number(row[3]));
      return true;
    }
    if (STATUS.test(text)) {
      this.#status(number, text);
      return true;
    }
    return text === '';
  }

  end(): void {
    this.#finish();
  }

  #header(line: number, [, seconds, done, total, finished]: RegExpExecArray): void {
    // The timer only grows: an earlier time belongs to another build.
    if (Number(seconds) < this.#seconds) {
      this.#finish();
      this.#rows = [];
    }
    this.#seconds = Number(seconds);
    this.#isFinished = finished !== undefined || (done === total && done !== '0');
    this.#frame++;
    this.#line = line;
    this.#current = null;
  }

  #row(line: number, word: string | undefined, printed: string, seconds: number): void {
    const row = this.#find(printed, word) ?? this.#begin(line, printed);
    this.#current = row;
    row.isRunning = row.seconds !== -1 && row.frame !== this.#frame && seconds > row.seconds;
    row.frame = this.#frame;
    row.seconds = seconds;
    const end = word === undefined ? null : (word.toLowerCase() as 'error' | 'canceled' | 'cached');
    if (end === null || row.end === end) return;
    row.end = end;
    this.#emit({ kind: 'step-end', line, step: row.key, status: end, seconds });
  }

  /** `ERROR ` before the name leaves less room for it: the same row is then cut earlier than before. */
  #find(printed: string, word: string | undefined): Row | undefined {
    const same = this.#rows.find((row) => row.printed === printed);
    if (same !== undefined || printed.length < MIN_CUT) return same;
    const cut = this.#rows.filter(
      (row) =>
        (word !== undefined && row.printed.startsWith(printed)) ||
        (row.end !== null && row.printed.length >= MIN_CUT && printed.startsWith(row.printed)),
    );
    return cut.length === 1 ? cut[0] : undefined;
  }

  #begin(line: number, printed: string): Row {
    const key = `${this.#region}#${++this.#count}`;
    const row: Row = { key, printed, end: null, seconds: -1, isRunning: false, frame: 0, shown: new Set() };
    if (this.#rows.length < MAX_SHOWN * 10) this.#rows.push(row);
    this.#emit({ kind: 'step', line, step: key, ...parseVertexName(printed, () => false) });
    return row;
  }

  #status(line: number, text: string): void {
    const row = this.#current;
    if (row === null) return;
    const warning = WARN.exec(text);
    const output = warning === null ? TAIL.exec(text) : null;
    const message = (warning ?? output)?.[1]?.trimEnd();
    if (warning === null && output !== null) row.isRunning = true;
    if (message === undefined) this.#progress(line, row, text.replace(STATUS, ''));
    if (message === undefined || row.shown.has(message)) return;
    if (row.shown.size >= MAX_SHOWN) row.shown.clear();
    row.shown.add(message);
    if (warning !== null) this.#emit({ kind: 'warning', line, text: message, step: row.key });
    // The excerpt after the progress has the whole line: this one is cut at the terminal's width.
    else this.#emit({ kind: 'output', line, by: 'step', step: row.key, text: message, repeat: true });
  }

  #progress(line: number, row: Row, text: string): void {
    const status = statusOf(text);
    if (status !== null) this.#emit({ kind: 'progress', line, step: row.key, ...status });
  }

  #finish(): void {
    const isOver = this.#isFinished || this.#rows.some(({ end }) => end === 'error');
    for (const row of this.#rows) {
      if (row.end !== null || (!isOver && row.isRunning && row.frame === this.#frame)) continue;
      this.#emit({
        kind: 'step-end',
        line: this.#line,
        step: row.key,
        status: 'done',
        ...(row.seconds >= 0 && { seconds: row.seconds }),
      });
    }
    this.#seconds = -1;
    this.#isFinished = false;
  }
}
