const SEQUENCE = /\u001b\[(\d+)m/g;
const TAB = 8;
/** What ends each style the reporters use: weight, or else a colour. */
const CLOSING: Readonly<Record<string, string>> = { '1': '22', '2': '22' };
const COLOUR_OFF = '39';

export interface WrapOptions {
  /** Blanks at the beginning and end of a row stay. Default: they go. */
  readonly keepBlanks?: boolean;
}

/** Breaks text at blanks into rows of at most `columns` columns, a longer word anywhere; colours end with a row and begin again. */
export function wrap(text: string, columns: number, { keepBlanks = false }: WrapOptions = {}): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => wrapLine(expandTabs(line.normalize()), columns, keepBlanks));
}

/** Columns on a terminal: East Asian wide characters and emoji take two, combining marks and escape sequences none. */
export function widthOf(text: string): number {
  if (isAscii(text)) return text.length;
  let width = 0;
  for (const char of text.includes('\u001b') ? text.replace(SEQUENCE, '') : text) width += charWidth(char);
  return width;
}

function wrapLine(line: string, columns: number, keepBlanks: boolean): readonly string[] {
  if (!keepBlanks && line.trim() === '') return [''];
  // Most lines fit as they are.
  if (line.length <= columns && isAscii(line)) return [keepBlanks ? line : line.trim()];
  const rows = new Rows(columns);
  line.split(' ').forEach((word, index) => {
    if (!keepBlanks) rows.trimStart();
    if (index > 0) {
      if (keepBlanks && rows.width >= columns) rows.begin();
      if (keepBlanks || rows.width > 0) rows.add(' ', 1);
    }
    rows.word(word, widthOf(word));
  });
  return restyled(keepBlanks ? rows.all : rows.all.map(trimEnd));
}

class Rows {
  readonly #columns: number;
  readonly all: string[] = [''];
  width = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  begin(): void {
    this.all.push('');
    this.width = 0;
  }

  add(text: string, width: number): void {
    this.all[this.all.length - 1] += text;
    this.width += width;
  }

  /** A row that begins with blanks is not trimmed later: only a blank row is, before its first word. */
  trimStart(): void {
    const row = this.all.at(-1) as string;
    const trimmed = row.trimStart();
    if (trimmed.length === row.length) return;
    this.all[this.all.length - 1] = trimmed;
    this.width = widthOf(trimmed);
  }

  word(word: string, width: number): void {
    if (width > this.#columns) {
      const here = 1 + Math.floor((width - (this.#columns - this.width) - 1) / this.#columns);
      if (Math.floor((width - 1) / this.#columns) < here) this.begin();
      this.#hard(word);
      return;
    }
    if (this.width + width > this.#columns && this.width > 0 && width > 0) this.begin();
    this.add(word, width);
  }

  /** A word longer than a row is broken between characters; what has no width stays on its row. */
  #hard(word: string): void {
    const parts = [...word.matchAll(/\u001b\[\d+m|./gsu)].map(([part]) => part);
    parts.forEach((part, index) => {
      const width = part.length > 2 ? 0 : charWidth(part);
      if (width > 0 && this.width > 0 && this.width + width > this.#columns) this.begin();
      this.add(part, width);
      if (this.width === this.#columns && index < parts.length - 1) this.begin();
    });
    if (this.width > 0 || this.all.length < 2) return;
    const rest = this.all.pop() as string;
    this.add(rest, 0);
    this.width = widthOf(this.all.at(-1) as string);
  }
}

/** Ends open styles at the end of each row and begins them again on the next. */
function restyled(rows: readonly string[]): readonly string[] {
  let open: string[] = [];
  return rows.map((row) => {
    const before = row === '' ? '' : open.map((code) => `\u001b[${code}m`).join('');
    for (const [, code] of row.matchAll(SEQUENCE))
      open = code === '0' || code === '22' || code === '39' ? [] : [...open, code as string];
    const after =
      row === ''
        ? ''
        : open
            .map((code) => `\u001b[${CLOSING[code] ?? COLOUR_OFF}m`)
            .toReversed()
            .join('');
    return before + row + after;
  });
}

function trimEnd(row: string): string {
  return row.replace(/ +((?:\u001b\[\d+m)*)$/, '$1');
}

function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let expanded = '';
  for (const [index, part] of line.split('\t').entries()) {
    if (index > 0) expanded += ' '.repeat(TAB - (widthOf(expanded) % TAB));
    expanded += part;
  }
  return expanded;
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

// Unicode East_Asian_Width W and F, the blocks that occur in practice; emoji that are shown as pictures.
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u;

function charWidth(char: string): number {
  const code = char.codePointAt(0) as number;
  if (code >= 0x20 && code < 0x7f) return 1;
  if (WIDE.test(char)) return 2;
  return NO_WIDTH.test(char) ? 0 : 1;
}
