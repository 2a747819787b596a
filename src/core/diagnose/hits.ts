import type { OutputEvent, TextEvent } from '../model/event.ts';
import { Line } from '../read/line.ts';
import type { Rooms } from './rooms.ts';
import type { QuietLines } from './tail.ts';

/** Kept hits of one literal in one step or service. */
const HITS_PER_LITERAL = 16;

/** An event in which literals of the knowledge base were found. */
export interface Hit {
  readonly event: TextEvent;
  readonly literals: readonly number[];
}

/** A line of a step that nobody had to look at, but in which literals stand. */
export interface QuietLine {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly number: number;
  readonly event: QuietLines['event'];
}

/** What was found in one step or service: of each literal the first hits. */
export class Hits {
  readonly #counts = new Map<number, number>();
  readonly #kept: Hit[] = [];
  readonly #notes: Omit<QuietLine, 'bytes'>[] = [];
  readonly #rooms: Rooms;
  /** The lines that were noted, one after the other: a room for each would cost more than what stands in it. */
  #bytes: Uint8Array = new Uint8Array(0);
  #length = 0;

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  get all(): readonly Hit[] {
    return this.#kept;
  }

  add(hit: Hit): void {
    if (this.#isWanted(hit.literals)) this.#kept.push(hit);
  }

  /** Keeps the bytes of a line in which literals stand: most steps end well, and nobody asks for them. */
  note(literals: readonly number[], { bytes, start, end, number, event }: QuietLine): void {
    if (!this.#isWanted(literals)) return;
    const from = this.#length;
    const to = from + end - start;
    if (to > this.#bytes.length) this.#grow(to);
    this.#bytes.set(bytes.subarray(start, end), from);
    this.#length = to;
    this.#notes.push({ start: from, end: to, number, event });
  }

  /** Nobody will ask for it any more. */
  drop(): void {
    if (this.#bytes.length > 0) this.#rooms.give(this.#bytes);
    this.#bytes = new Uint8Array(0);
    this.#length = 0;
    this.#notes.length = 0;
  }

  isFull(literal: number): boolean {
    return (this.#counts.get(literal) ?? 0) >= HITS_PER_LITERAL;
  }

  /** Makes hits of what was noted. Where the step's last lines still hold such a line, its event is the one that stands there. */
  readNotes(step: string, scan: (text: string) => readonly number[], lastLines: () => readonly OutputEvent[]): void {
    if (this.#notes.length === 0) return;
    const last = new Map(lastLines().map((event) => [event.line, event]));
    for (const { start, end, number, event } of this.#notes) {
      const made = last.get(number) ?? event(new Line(number, this.#bytes, start, end));
      const literals = scan(made.text);
      if (literals.length > 0) this.#kept.push({ event: made.step === step ? made : { ...made, step }, literals });
    }
    this.drop();
  }

  #grow(size: number): void {
    const old = this.#bytes;
    this.#bytes = this.#rooms.take(Math.max(size, 2 * old.length));
    this.#bytes.set(old.subarray(0, this.#length));
    if (old.length > 0) this.#rooms.give(old);
  }

  /** Counts what was found. Is one of them still rare enough for the event to be kept? */
  #isWanted(literals: readonly number[]): boolean {
    let isWanted = false;
    for (const literal of literals) {
      if (!this.isFull(literal)) isWanted = true;
      this.#counts.set(literal, (this.#counts.get(literal) ?? 0) + 1);
    }
    return isWanted;
  }
}
