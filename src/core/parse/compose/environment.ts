import { interpolate, type Lookup } from './interpolation.ts';

export interface DotEnv {
  /** Later lines win. */
  readonly values: ReadonlyMap<string, string>;
  /** The line (1-based) of the assignment that won. */
  readonly lines: ReadonlyMap<string, number>;
  readonly oddities: readonly DotEnvOddity[];
}

/** A place where Compose does not read what the writer meant, or refuses the file (`isRefused`). */
export interface DotEnvOddity {
  readonly line: number;
  /** The variable, or '' where no name could be made out. */
  readonly name: string;
  readonly kind:
    | 'unclosed-quote'
    | 'blank-around-equals'
    | 'hash-in-value'
    | 'dollar-in-value'
    | 'not-an-assignment'
    | 'text-after-quote'
    | 'repeated';
  readonly isRefused: boolean;
}

const BLANKS = '[\\t\\v\\f\\r \\u0085\\u00a0]*';
const EXPORT = /export[\t\v\f\r ]+/y;
// compose-go dotenv: a name may hold letters and digits of any script, and `_.-[]`.
const KEY = new RegExp(`(?:[\\p{L}\\p{N}_.\\-[\\]]|[\\t\\v\\f\\r \\u0085\\u00a0])*`, 'uy');
const AFTER_SIGN = new RegExp(BLANKS, 'y');
const MAX_ODDITIES = 200;

/**
 * An .env file as Compose reads it (compose-go `dotenv`): `KEY=value`, `KEY: value`, `export`, `KEY` alone (taken from
 * the environment), quotes over several lines, escapes in double quotes, ` #` comments, and `$X` of the environment and of
 * earlier lines. Where Compose would refuse the file, reading goes on with the next line.
 */
export function parseDotEnv(source: string, environment: Lookup = () => undefined): DotEnv {
  const reader = new Reader(source.replace(/^\uFEFF/, ''), environment);
  reader.read();
  return reader;
}

class Reader implements DotEnv {
  readonly values = new Map<string, string>();
  readonly lines = new Map<string, number>();
  readonly oddities: DotEnvOddity[] = [];
  readonly #text: string;
  readonly #environment: Lookup;
  #at = 0;
  #line = 1;

  constructor(text: string, environment: Lookup) {
    this.#text = text;
    this.#environment = environment;
  }

  read(): void {
    while (this.#skipToStatement()) this.#statement();
  }

  /** Over blanks, empty lines and comments. */
  #skipToStatement(): boolean {
    const text = this.#text;
    for (; this.#at < text.length; this.#at++) {
      const char = text[this.#at] as string;
      if (char === '#') this.#at = this.#lineEnd();
      if (text[this.#at] === '\n') this.#line++;
      else if (this.#at < text.length && char.trim() !== '') return true;
    }
    return false;
  }

  #lineEnd(from = this.#at): number {
    const end = this.#text.indexOf('\n', from);
    return end === -1 ? this.#text.length : end;
  }

  #statement(): void {
    this.#take(EXPORT);
    const written = this.#take(KEY);
    const name = written.trim();
    const sign = this.#text[this.#at];
    const isEnd = sign === '\n' || sign === undefined;
    if (/\s/.test(name) || (!isEnd && sign !== '=' && sign !== ':') || (sign !== '\n' && name === '')) {
      this.#odd(/\s/.test(name) ? '' : name, 'not-an-assignment', true);
      this.#at = this.#lineEnd();
      return;
    }
    if (isEnd) {
      const inherited = this.#environment(name);
      if (inherited !== undefined) this.#set(name, inherited);
      return;
    }
    if (written !== name) this.#odd(name, 'blank-around-equals', false);
    this.#at++;
    this.#value(name);
  }

  #value(name: string): void {
    const blanks = this.#take(AFTER_SIGN);
    if (blanks.replaceAll('\r', '') !== '' && this.#at < this.#lineEnd()) this.#odd(name, 'blank-around-equals', false);
    const quote = this.#text[this.#at];
    if (quote === '"' || quote === "'") return this.#quoted(name, quote);
    const raw = this.#text.slice(this.#at, this.#lineEnd());
    const comment = raw.indexOf(' #');
    const value = (comment === -1 ? raw : raw.slice(0, comment)).trimEnd();
    if (comment !== -1 || value.includes('#')) this.#odd(name, 'hash-in-value', false);
    this.#set(name, this.#expand(name, value));
    this.#at = this.#lineEnd();
  }

  #quoted(name: string, quote: '"' | "'"): void {
    const start = this.#at;
    let value = '';
    for (let i = start + 1; i < this.#text.length; i++) {
      const char = this.#text[i] as string;
      if (char === '\\' && i + 1 < this.#text.length) {
        const next = this.#text[++i] as string;
        value += next === quote ? next : char + next;
      } else if (char === quote) {
        this.#set(name, quote === '"' ? this.#expand(name, unescape(value)) : value);
        this.#line += countNewlines(this.#text, start, i);
        this.#at = i + 1;
        const rest = this.#text.slice(this.#at, this.#lineEnd()).trim();
        if (rest !== '' && !rest.startsWith('#')) this.#odd(name, 'text-after-quote', false);
        return;
      } else value += char;
    }
    this.#odd(name, 'unclosed-quote', true);
    this.#at = this.#lineEnd();
  }

  #expand(name: string, value: string): string {
    if (!value.includes('$')) return value;
    let isOdd = false;
    let isRefused = false;
    const lookup: Lookup = (variable) => this.#environment(variable) ?? this.values.get(variable);
    const expanded = interpolate(value, lookup, {
      onUse: ({ kind, state }) => {
        if (kind === 'plain' && state === 'unset') isOdd = true;
      },
      onInvalid: () => {
        isRefused = true;
      },
    });
    if (isOdd || isRefused) this.#odd(name, 'dollar-in-value', isRefused);
    return expanded;
  }

  #set(name: string, value: string): void {
    if (this.lines.has(name)) this.#odd(name, 'repeated', false);
    this.values.set(name, value);
    this.lines.set(name, this.#line);
  }

  #odd(name: string, kind: DotEnvOddity['kind'], isRefused: boolean): void {
    const last = this.oddities.at(-1);
    if (last?.line === this.#line && last.kind === kind) return;
    if (this.oddities.length < MAX_ODDITIES) this.oddities.push({ line: this.#line, name, kind, isRefused });
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const taken = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += taken.length;
    return taken;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
  $: '$$',
};

/** Octal needs three digits after the 0; a shorter one loses its 0 (both as compose-go does it). */
function unescape(text: string): string {
  return text.replace(
    /\\(?:([abfnrtv"\\$])|0([0-7]{3})|0(\d{0,2}))/g,
    (_, char?: string, octal?: string, rest = '') => {
      if (char !== undefined) return ESCAPES[char] as string;
      return octal === undefined ? `\\${rest}` : String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    },
  );
}

function countNewlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
