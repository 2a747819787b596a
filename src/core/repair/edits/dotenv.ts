import { appendLine, newlineOf, spliced, type Edited } from '../splice.ts';

const ASSIGNMENT = /^([ \t]*(?:export[ \t]+)?)([A-Za-z_][\w.-]*)([ \t]*[=:][ \t]?)(.*)$/;

interface Assignment {
  readonly name: string;
  readonly valueStart: number;
  /** End of the value with its quotes; an inline comment behind it is not part of it. */
  readonly valueEnd: number;
  readonly quote: '' | '"' | "'";
}

/** Whether `${NAME}` in the value shall be expanded by Compose, or stand for itself. */
interface Options {
  readonly expands?: boolean;
  /** A new variable goes to the top: a line refers only to what stands above it. */
  readonly isFirst?: boolean;
}

/**
 * Gives a variable a value in a `.env` file; every other byte stays. The last assignment counts, as for Compose.
 * A variable that is not there yet is appended.
 */
export function setVariable(
  source: string,
  name: string,
  value: string,
  { expands = false, isFirst = false }: Options = {},
): Edited {
  const found = assignments(source).findLast((one) => one.name === name);
  const quoted = expands ? expanding : literal;
  if (found !== undefined) {
    const text = quoted(value, found.quote);
    if (text === null) return { ok: false, reason: 'unsupported-form' };
    return { ok: true, text: spliced(source, [{ start: found.valueStart, end: found.valueEnd, text }]) };
  }
  const text = quoted(value, '');
  if (text === null) return { ok: false, reason: 'unsupported-form' };
  if (!isFirst || source === '') return { ok: true, text: appendLine(source, `${name}=${text}`) };
  const at = source.startsWith('\uFEFF') ? 1 : 0;
  return { ok: true, text: spliced(source, [{ start: at, end: at, text: `${name}=${text}${newlineOf(source)}` }]) };
}

/** The raw text of a variable's value, without its quotes; undefined where it is not assigned. */
export function rawVariable(source: string, name: string): string | undefined {
  const found = assignments(source).findLast((one) => one.name === name);
  if (found === undefined) return undefined;
  const text = source.slice(found.valueStart, found.valueEnd);
  return found.quote === '' ? text : text.slice(1, -1);
}

/** Compose fills a reference with what the lines above assign; below it the name is not known yet. */
export function refersBackwards(source: string, name: string, value: string): boolean {
  const names = assignments(source).map((one) => one.name);
  const at = names.lastIndexOf(name);
  return [...value.matchAll(/\$\{(\w+)/g)].every(([, other = '']) => names.lastIndexOf(other) <= at);
}

/** Every line end as LF, a byte order mark gone; nothing else. */
export function normalised(source: string): string {
  return source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

function assignments(source: string): readonly Assignment[] {
  const found: Assignment[] = [];
  let at = source.startsWith('\uFEFF') ? 1 : 0;
  while (at < source.length) {
    const end = lineEnd(source, at);
    const line = source.slice(at, end);
    const match = ASSIGNMENT.exec(line);
    let next = end;
    if (match !== null && !line.trimStart().startsWith('#')) {
      const [, lead = '', name = '', sign = '', rest = ''] = match;
      const valueStart = at + lead.length + name.length + sign.length;
      const value = valueAt(source, valueStart, rest);
      found.push({ name, valueStart, ...value });
      next = Math.max(end, lineEnd(source, value.valueEnd));
    }
    const newline = source.indexOf('\n', next);
    if (newline === -1) break;
    at = newline + 1;
  }
  return found;
}

/** A quoted value may go over several lines; a bare one ends before ` #` and at the end of the line. */
function valueAt(source: string, start: number, rest: string): Pick<Assignment, 'valueEnd' | 'quote'> {
  const quote = rest[0];
  if (quote === '"' || quote === "'") {
    for (let i = start + 1; i < source.length; i++) {
      if (quote === '"' && source[i] === '\\') i++;
      else if (source[i] === quote) return { valueEnd: i + 1, quote };
    }
  }
  const comment = /[ \t]+#/.exec(rest);
  const bare = (comment === null ? rest : rest.slice(0, comment.index)).trimEnd();
  return { valueEnd: start + bare.length, quote: '' };
}

function lineEnd(source: string, from: number): number {
  const newline = source.indexOf('\n', from);
  if (newline === -1) return source.length;
  return source[newline - 1] === '\r' && newline - 1 >= from ? newline - 1 : newline;
}

/** The value so that Compose reads back exactly it; keeps the quotes that were there where they serve. */
function literal(value: string, before: '' | '"' | "'"): string | null {
  if (/[\n\r\0]/.test(value)) return null;
  if (before === '' && /^[\w./:@%+,=-]+$/.test(value)) return value;
  if (before !== '"' && !value.includes("'")) return `'${value}'`;
  return `"${value.replace(/[\\"$]/g, '\\$&')}"`;
}

function expanding(value: string, before: '' | '"' | "'"): string | null {
  if (/[\n\r\0]/.test(value)) return null;
  if (before === '' && /^(?:[\w./:@%+,=?&-]|\$\{\w+\})+$/.test(value)) return value;
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}
