import type { Emit } from '../model/event.ts';
import type { Quiet } from '../parse/logs/format.ts';
import { LogReader } from '../parse/logs/read-log.ts';
import { Line } from '../read/line.ts';
import { LineSplitter } from '../read/lines.ts';
import { MAX_LINE, OTHER, type Scanner, type Survey } from '../read/survey.ts';
import type { Collector } from './collect.ts';

const NEWLINE = 10;

/**
 * One log on its way in. Of each block the scanner tells which lines a parser must see; the rest is passed on as bytes.
 * Many logs can come in at once through one scanner: what a log needs between its chunks is kept here.
 */
export class LogFeed {
  readonly #scanner: Scanner;
  readonly #collector: Collector;
  readonly #reader: LogReader;
  readonly #splitter = new LineSplitter();
  #lines = 0;
  /** Where in the block's list of hits the lines at hand stand. */
  #hit = 0;

  /** `emit`: who hears of every event but quiet output; the collector, unless it is told by somebody else. */
  constructor(scanner: Scanner, collector: Collector, emit: Emit = collector.take) {
    this.#scanner = scanner;
    this.#collector = collector;
    this.#reader = new LogReader(emit);
  }

  /** The chunk may be reused afterwards. */
  push(chunk: Uint8Array): void {
    const room = this.#scanner.room.length;
    for (let at = 0; at < chunk.length;) {
      const end = Math.min(chunk.length, at + room);
      const last = this.#splitter.isOpen ? -1 : chunk.lastIndexOf(NEWLINE, end - 1);
      if (last >= at) {
        this.#block(this.#scanner.survey(chunk.subarray(at, last + 1)));
        at = last + 1;
        continue;
      }
      const newline = chunk.indexOf(NEWLINE, at);
      const next = newline === -1 || newline >= end ? end : newline + 1;
      this.#splitter.push(chunk.subarray(at, next), this.#take);
      at = next;
    }
    this.#settle();
  }

  end(): void {
    this.#splitter.end(this.#take);
    this.#reader.end();
  }

  get lines(): number {
    return this.#lines;
  }

  /** Ids of the formats that took at least one line. */
  get formats(): readonly string[] {
    return this.#reader.formats;
  }

  /** Bytes dropped from the middle of over-long lines. */
  get cut(): number {
    return this.#splitter.cut;
  }

  readonly #take = (bytes: Uint8Array, start: number, end: number): void => {
    this.#lines++;
    this.#reader.take(new Line(this.#lines, bytes, start, end));
  };

  #block(survey: Survey): void {
    const { records, recordCount, lineCount } = survey;
    this.#hit = 0;
    for (let i = 0; i < recordCount; i++) {
      const to = i + 1 < recordCount ? (records[2 * i + 2] as number) : lineCount;
      const from = records[2 * i] as number;
      const kind = records[2 * i + 1] as number;
      if (kind === OTHER) for (let line = from; line < to; line++) this.#one(survey, line);
      else this.#some(survey, from, to, kind);
    }
    this.#settle();
  }

  /** Lines of one class: those that tell nothing are passed on together, the others are read. */
  #some(survey: Survey, from: number, to: number, kind: number): void {
    const first = this.#lines + 1 - from;
    for (let line = from; line < to;) {
      const quiet = this.#reader.quiet(kind, this.#line(survey, line, first + line));
      const stop = quiet === null ? line : this.#nextTelling(survey, line, to, first, quiet);
      if (quiet !== null && stop > line) {
        const { bytes, starts } = survey;
        this.#collector.takeQuiet(quiet.step, { bytes, starts, from: line, to: stop, first, event: quiet.event });
        this.#lines = first + stop - 1;
        this.#reader.passed(this.#line(survey, stop - 1, this.#lines));
        line = stop;
      }
      if (line < to) this.#one(survey, line++);
    }
  }

  #line({ bytes, starts }: Survey, line: number, number: number): Line {
    return new Line(number, bytes, starts[line] as number, (starts[line + 1] as number) - 1);
  }

  #one({ bytes, starts }: Survey, line: number): void {
    const start = starts[line] as number;
    const next = starts[line + 1] as number;
    // The splitter cuts what is too long; of a whole line it makes nothing else.
    if (next - start <= MAX_LINE) this.#take(bytes, start, next - 1);
    else this.#splitter.push(bytes.subarray(start, next), this.#take);
  }

  /**
   * The first line from `from` on, before `to`, whose text has to be looked at. Lines in which other literals stand that the
   * step is not full of are noted on the way.
   */
  #nextTelling(survey: Survey, from: number, to: number, first: number, quiet: Quiet): number {
    const { hits, hitCount } = survey;
    const collector = this.#collector;
    let known = collector.hitsOf(quiet.step);
    while (this.#hit < hitCount && (hits[2 * this.#hit] as number) < from) this.#hit++;
    while (this.#hit < hitCount) {
      const line = hits[2 * this.#hit] as number;
      if (line >= to) break;
      let next = this.#hit;
      let isNew = false;
      for (; next < hitCount && hits[2 * next] === line; next++) {
        const literal = hits[2 * next + 1] as number;
        if (collector.isTelling(literal)) return line;
        isNew ||= known?.isFull(literal) !== true;
      }
      if (isNew) {
        const literals = new Set<number>();
        for (let at = this.#hit; at < next; at++) literals.add(hits[2 * at + 1] as number);
        this.#note(survey, line, first + line, [...literals], quiet);
        known = collector.hitsOf(quiet.step);
      }
      this.#hit = next;
    }
    return to;
  }

  #note({ bytes, starts }: Survey, line: number, number: number, literals: readonly number[], quiet: Quiet): void {
    const [start, end] = [starts[line] as number, (starts[line + 1] as number) - 1];
    this.#collector.note(quiet.step, literals, { bytes, start, end, number, event: quiet.event });
  }

  #settle(): void {
    this.#reader.settle();
    this.#collector.settle();
  }
}
