import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { check } from 'recheck';

import { MAX_TEXT } from '#core/diagnose/match.ts';

export const VERDICTS = join(import.meta.dirname, 'regex-verdicts.gen.json');

/** A pattern that needs longer than this on the worst text found is refused. */
const MAX_MILLISECONDS = 100;

/**
 * - `linear`: recheck proved it.
 * - `bounded`: repetition with an upper bound inside a search; slow in theory, measured fast on the longest text a pattern ever sees.
 * - anything else: what is wrong.
 */
export type RegexVerdict = 'linear' | 'bounded' | `refused: ${string}`;

/** Verdicts by pattern. recheck takes seconds for one with bounded repetition, so they are kept. */
export function readVerdicts(): Readonly<Record<string, RegexVerdict>> {
  return existsSync(VERDICTS) ? (JSON.parse(readFileSync(VERDICTS, 'utf8')) as Record<string, RegexVerdict>) : {};
}

export async function verdictOf(pattern: string): Promise<RegexVerdict> {
  const end = pattern.lastIndexOf('/');
  const result = await check(pattern.slice(1, end), pattern.slice(end + 1), { timeout: 1000 });
  if (result.status === 'safe') return 'linear';
  if (result.status === 'vulnerable' && result.complexity.type === 'exponential') return 'refused: exponential';
  const attack = result.status === 'vulnerable' ? [result.attack.string.slice(0, MAX_TEXT)] : [];
  return timeVerdict(pattern, attack);
}

/** Runs the pattern on hostile texts of the greatest length and looks at the clock. */
export function timeVerdict(pattern: string, attacks: readonly string[] = []): RegexVerdict {
  const end = pattern.lastIndexOf('/');
  const source = pattern.slice(1, end);
  const regex = new RegExp(source, pattern.slice(end + 1));
  for (const text of [...attacks, ...pumps(source)]) {
    const spent = fastest(regex, text);
    if (spent > MAX_MILLISECONDS) return `refused: ${Math.round(spent)} ms on ${JSON.stringify(text.slice(0, 60))}`;
  }
  return 'bounded';
}

/** Milliseconds of processor time where that is less than on the clock: on a busy machine others had the rest. */
function fastest(regex: RegExp, text: string): number {
  let best = Infinity;
  for (let run = 0; run < 5 && best > MAX_MILLISECONDS; run++) {
    const start = performance.now();
    const startOfWork = process.cpuUsage();
    regex.exec(text);
    const { user, system } = process.cpuUsage(startOfWork);
    best = Math.min(best, performance.now() - start, (user + system) / 1000);
  }
  return best;
}

/** Texts made of the pattern's own literals, repeated so that a match begins everywhere and ends nowhere. */
function pumps(source: string): readonly string[] {
  const literals = source
    .replace(/\(\?<\w+>|\(\?[:=!]|\(\?<[=!]/g, '(')
    .replace(/\\([/.()[\]{}*+?|$^"-])/g, '$1')
    .split(/\[(?:[^\]\\]|\\.)*\]|\\[dswDSWbB]|[(){}|*+?^$\\]|\d*,\d*(?=\})/)
    .filter((part) => part.length > 1);
  const fillers = ['a', ' ', '0', '/', '"', '-', 'a ', 'a/', '1.', 'aA0 ./-:"\''];
  return [...fillers, ...literals, literals.join(''), ...literals.map((literal) => `${literal}a`)].map((unit) =>
    pump(unit),
  );
}

function pump(unit: string): string {
  return unit === '' ? '' : unit.repeat(Math.ceil(MAX_TEXT / unit.length)).slice(0, MAX_TEXT);
}
