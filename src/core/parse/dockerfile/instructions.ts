/** One instruction of a Dockerfile with the lines it stands on. */
export interface Instruction {
  /** Upper-case keyword. */
  readonly keyword: string;
  /** The instruction as one line: continuations joined, blanks collapsed. */
  readonly text: string;
  /** 1-based, first and last line. */
  readonly line: number;
  readonly endLine: number;
  /** Zero-based stage the instruction is in; -1 before the first FROM. */
  readonly stage: number;
}

const DIRECTIVE = /^#\s*([a-z]+)\s*=\s*(\S+)\s*$/i;
const HEREDOC = /<<-?\s*(["']?)([A-Za-z_][\w.]*)\1/g;

/** The instructions of a Dockerfile in order. Never fails: what is not an instruction is kept as one with an odd keyword. */
export function parseInstructions(source: string): readonly Instruction[] {
  const lines = source.split(/\r?\n/);
  const escape = escapeOf(lines);
  const found: Instruction[] = [];
  let stage = -1;
  for (let i = 0; i < lines.length; i++) {
    const first = (lines[i] ?? '').trim();
    if (first === '' || first.startsWith('#')) continue;
    const start = i;
    const parts: string[] = [];
    for (;;) {
      const text = (lines[i] ?? '').trim();
      const isComment = i > start && (text.startsWith('#') || text === '');
      if (!isComment) parts.push(text.endsWith(escape) ? text.slice(0, -1).trim() : text);
      if (!(isComment || text.endsWith(escape)) || i + 1 >= lines.length) break;
      i++;
    }
    const text = parts.join(' ').replace(/\s+/g, ' ').trim();
    const keyword = (/^\S+/.exec(text)?.[0] ?? '').toUpperCase();
    if (keyword === 'FROM') stage++;
    if (['RUN', 'COPY', 'ADD'].includes(keyword)) {
      for (const [, , word] of text.matchAll(HEREDOC)) {
        while (i + 1 < lines.length && (lines[i + 1] ?? '').replace(/^\t+/, '') !== word) i++;
        i = Math.min(i + 1, lines.length - 1);
      }
    }
    found.push({ keyword, text, line: start + 1, endLine: i + 1, stage });
  }
  return found;
}

function escapeOf(lines: readonly string[]): string {
  for (const line of lines) {
    const directive = DIRECTIVE.exec(line);
    if (directive === null) return '\\';
    if (directive[1]?.toLowerCase() === 'escape') return directive[2] === '`' ? '`' : '\\';
  }
  return '\\';
}
