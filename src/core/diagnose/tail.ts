import type { OutputEvent } from '../model/event.ts';
import { Line } from '../read/line.ts';
import { Rooms } from './rooms.ts';

/** Output lines kept of each step and each container: the end of what it said. */
const KEPT = 400;
const NEWLINE = 10;

/** Lines of one step that nobody had to look at, still as bytes. They become events if the step turns out to matter. */
export interface QuietLines {
  readonly bytes: Uint8Array;
  /** Where each line of the block begins; the lines here are those from `from` to `to`. */
  readonly starts: Uint32Array;
  readonly from: number;
  readonly to: number;
  /** Number, in the input, of the block's first line. */
  readonly first: number;
  /** What the parser makes of such a line. */
  readonly event: (line: Line) => OutputEvent;
}

/** Bytes that a tail keeps: whole lines, and which lines of the input they are. */
interface Kept {
  readonly bytes: Uint8Array;
  /** Pairs of a line's number and how many follow it without a gap, itself included. */
  readonly runs: readonly number[];
  readonly count: number;
  readonly event: QuietLines['event'];
}

/** What was dropped keeps nothing alive. */
const GONE: Kept = {
  bytes: new Uint8Array(0),
  runs: [],
  count: 0,
  event: () => {
    throw new Error('no line was kept');
  },
};

/** The last lines of something, oldest first. */
export class Tail {
  #kept: (OutputEvent | Kept)[] = [];
  /** How many of them, from the beginning, are dropped: moving the rest down for each line would cost more than the line. */
  #stale = 0;
  #count = 0;
  /** Of the block at hand, in their order: what refers to its bytes, and events that came between. */
  #open: (QuietLines | OutputEvent)[] = [];
  #openCount = 0;
  #total = 0;
  readonly #rooms: Rooms;

  constructor(rooms = new Rooms()) {
    this.#rooms = rooms;
  }

  push(event: OutputEvent): void {
    this.#total++;
    if (this.#open.length === 0) {
      this.#add(event, 1);
      return;
    }
    this.#open.push(event);
    this.#openCount++;
  }

  /** Refers to the block's bytes until it is settled. True if it was settled before. */
  pushQuiet(lines: QuietLines): boolean {
    const count = lines.to - lines.from;
    this.#total += count;
    this.#open.push(lines);
    this.#openCount += count;
    return this.#open.length === 1;
  }

  /** The block is about to go: copies what of it belongs to the last lines. */
  settle(): void {
    if (this.#open.length === 0) return;
    const open = this.#open;
    let skip = this.#openCount - KEPT;
    this.#open = [];
    this.#openCount = 0;
    let parts: QuietLines[] = [];
    for (const one of open) {
      const isQuiet = 'starts' in one;
      const count = isQuiet ? one.to - one.from : 1;
      if (skip >= count) {
        skip -= count;
        continue;
      }
      if (isQuiet) parts.push(skip > 0 ? { ...one, from: one.from + skip } : one);
      else {
        this.#copy(parts);
        parts = [];
        this.#add(one, 1);
      }
      skip = 0;
    }
    this.#copy(parts);
  }

  /** Nobody will ask for it any more: it is as if nothing had been pushed. */
  drop(): void {
    this.#open = [];
    this.#openCount = 0;
    for (const one of this.#kept) if ('runs' in one && one !== GONE) this.#rooms.give(one.bytes);
    this.#kept = [];
    this.#stale = 0;
    this.#count = 0;
    this.#total = 0;
  }

  get lines(): readonly OutputEvent[] {
    this.settle();
    const all = this.#kept.flatMap((one) => ('runs' in one ? expand(one) : [one]));
    const newest = all.slice(-KEPT);
    this.#kept = [...newest];
    this.#stale = 0;
    this.#count = newest.length;
    return newest;
  }

  /** Lines ever pushed. */
  get total(): number {
    return this.#total;
  }

  #copy(parts: readonly QuietLines[]): void {
    let size = 0;
    for (const { starts, from, to } of parts) size += (starts[to] as number) - (starts[from] as number);
    if (size === 0) return;
    const bytes = this.#rooms.take(size);
    const runs: number[] = [];
    let at = 0;
    let count = 0;
    for (const { bytes: block, starts, from, to, first } of parts) {
      bytes.set(block.subarray(starts[from], starts[to]), at);
      at += (starts[to] as number) - (starts[from] as number);
      runs.push(first + from, to - from);
      count += to - from;
    }
    const event = parts[0]?.event;
    if (event !== undefined) this.#add({ bytes, runs, count, event }, count);
  }

  #add(one: OutputEvent | Kept, count: number): void {
    this.#kept.push(one);
    this.#count += count;
    while (this.#stale < this.#kept.length - 1) {
      const oldest = this.#kept[this.#stale] as OutputEvent | Kept;
      const isBytes = 'runs' in oldest;
      const size = isBytes ? oldest.count : 1;
      if (this.#count - size < KEPT) break;
      this.#count -= size;
      this.#kept[this.#stale++] = GONE;
      if (isBytes) this.#rooms.give(oldest.bytes);
    }
    if (this.#stale < KEPT) return;
    this.#kept = this.#kept.slice(this.#stale);
    this.#stale = 0;
  }
}

function expand({ bytes, runs, event }: Kept): OutputEvent[] {
  const events: OutputEvent[] = [];
  let start = 0;
  for (let i = 0; i < runs.length; i += 2) {
    const first = runs[i] as number;
    for (let line = first; line < first + (runs[i + 1] as number); line++) {
      const end = bytes.indexOf(NEWLINE, start);
      events.push(event(new Line(line, bytes, start, end)));
      start = end + 1;
    }
  }
  return events;
}
