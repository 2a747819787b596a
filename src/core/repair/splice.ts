/** A piece of a text, by UTF-16 offsets, and what shall stand there instead. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What an edit came to. A refusal leaves the file alone and says, for people who work on drydock, what stood in the way. */
export type Edited =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'not-found' | 'ambiguous' | 'not-parseable' | 'unsupported-form' };

/** Every byte outside the splices stays as it is. Splices must not overlap. */
export function spliced(source: string, splices: readonly Splice[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text } of splices.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < at) throw new Error(`splices overlap at ${start}`);
    result += source.slice(at, start) + text;
    at = end;
  }
  return result + source.slice(at);
}

/** The line end that most lines of the text have; LF where there is none. */
export function newlineOf(source: string): '\n' | '\r\n' {
  const all = source.split('\n').length - 1;
  const carriage = source.split('\r\n').length - 1;
  return carriage * 2 > all ? '\r\n' : '\n';
}

/** Offset of the first character of a 1-based line; the length of the text for the line after the last. */
export function lineStart(source: string, line: number): number {
  let at = 0;
  for (let i = 1; i < line; i++) {
    const end = source.indexOf('\n', at);
    if (end === -1) return source.length;
    at = end + 1;
  }
  return at;
}

/** Lines put before a 1-based line, with the file's own line ends. */
export function insertLines(source: string, line: number, lines: readonly string[]): string {
  const at = lineStart(source, line);
  if (at === source.length) return lines.reduce(appendLine, source);
  const text = lines.map((one) => one + newlineOf(source)).join('');
  return spliced(source, [{ start: at, end: at, text }]);
}

/** One more line at the end; a last line without a line end gets one first. */
export function appendLine(source: string, line: string): string {
  const newline = newlineOf(source);
  const gap = source === '' || source.endsWith('\n') ? '' : newline;
  return `${source}${gap}${line}${newline}`;
}
