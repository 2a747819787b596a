import { setTimeout as sleep } from 'node:timers/promises';

import type { LogEvent } from '#core/model/event.ts';
import { LogReader } from '#core/parse/logs/read-log.ts';
import { Line } from '#core/read/line.ts';
import { LineSplitter } from '#core/read/lines.ts';

/** Terminals known to keep a title and to take it by OSC 0; others might print it. */
const HAS_TITLE = /^(?:xterm|screen|tmux|rxvt|alacritty|kitty|wezterm|foot|vte|konsole|gnome|iterm)/i;
const EVERY = 1000;
/** A program that pauses longer than this has written what it had to. */
const PAUSE = 25;
const MAX_LABEL = 60;
const BEGUN_SEQUENCE = /\u001b(?:\[[\d;:?<=>!"' ]*|[\]PX^_][^\u0007\u001b]*(?:\u001b)?|[ #%()*+]?)$/;
const LAST_CHARACTER = /([\u00c0-\u00ff])([\u0080-\u00bf]*)$/;

/** What has been written to the terminal so far. */
export interface Screen {
  size(): number;
  /** The last bytes, one character each. */
  tail(): string;
}

/** The step and its time in the terminal's title: the one place that no output of the command is on. */
export class Title {
  readonly #stream: NodeJS.WriteStream;
  readonly #reader: LogReader;
  readonly #lines = new LineSplitter();
  readonly #sink: (buffer: Uint8Array, start: number, end: number) => void;
  #label = '';
  #since = 0;
  #next = 0;
  #isShown = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    this.#reader = new LogReader((event) => this.#take(event));
    let count = 0;
    this.#sink = (buffer, start, end) => this.#reader.take(new Line(++count, buffer, start, end));
  }

  see(chunk: Uint8Array): void {
    this.#lines.push(chunk, this.#sink);
    this.#reader.settle();
  }

  /** Writes once a second, and only between two writes of the command: never inside one of its sequences or characters. */
  async tick(now: number, screen: Screen): Promise<void> {
    if (this.#label === '' || now < this.#next) return;
    this.#next = now + EVERY;
    const size = screen.size();
    await sleep(PAUSE);
    if (screen.size() !== size || isInside(screen.tail())) return;
    const save = this.#isShown ? '' : '\u001b[22;0t';
    this.#isShown = true;
    this.#stream.write(`${save}\u001b]0;${this.#label} · ${clock((now - this.#since) / 1000)}\u0007`);
  }

  /** Gives the terminal its own title back. */
  end(): void {
    if (this.#isShown) this.#stream.write('\u001b[23;0t');
    this.#isShown = false;
    this.#label = '';
  }

  #take(event: LogEvent): void {
    if (event.kind !== 'step' || event.repeats === true || event.name === '') return;
    const place = event.index === undefined ? '' : `[${event.index}/${event.total ?? '?'}] `;
    // Text from outside: nothing in it may end the title and begin a sequence of its own.
    const name = event.name.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').slice(0, MAX_LABEL);
    this.#label = `drydock: ${place}${name}`;
    this.#since = Date.now();
  }
}

export function hasTitle(term: string | undefined): boolean {
  return HAS_TITLE.test(term ?? '');
}

/** Is the last thing written only the beginning of a sequence or of a character? */
export function isInside(tail: string): boolean {
  if (BEGUN_SEQUENCE.test(tail)) return true;
  const [, lead, rest = ''] = LAST_CHARACTER.exec(tail) ?? [];
  if (lead === undefined) return false;
  const code = lead.charCodeAt(0);
  return rest.length < (code >= 0xf0 ? 3 : code >= 0xe0 ? 2 : 1);
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
