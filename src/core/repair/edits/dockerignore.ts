import { appendLine, lineStart, spliced, type Edited } from '../splice.ts';

/** Lets a path through that an earlier pattern hides: an exception at the end, where it wins over all patterns before it. */
export function allowPath(source: string, path: string): Edited {
  if (/[\n\r]/.test(path) || path.startsWith('!')) return { ok: false, reason: 'unsupported-form' };
  return { ok: true, text: appendLine(source, `!${path}`) };
}

/** Hides a path: one more pattern at the end. */
export function ignorePath(source: string, pattern: string): Edited {
  if (/[\n\r]/.test(pattern)) return { ok: false, reason: 'unsupported-form' };
  return { ok: true, text: appendLine(source, pattern) };
}

/** Takes out the line that holds exactly this pattern. */
export function removePattern(source: string, pattern: string): Edited {
  const lines = source.split('\n');
  const at = lines.findLastIndex((line) => line.replace(/^\uFEFF/, '').trim() === pattern);
  if (at === -1) return { ok: false, reason: 'not-found' };
  const start = lineStart(source, at + 1);
  return { ok: true, text: spliced(source, [{ start, end: lineStart(source, at + 2), text: '' }]) };
}
