import { literalsOf } from '#core/diagnose/literals.ts';
import type { RegistryRow } from '#core/model/condition.ts';
import { rows } from '#kb/registry.gen.ts';

import { Random } from './random.ts';

/**
 * What the product looks for in every byte. Its regular expressions run only on lines in which one of these stands, so
 * other programs get the literals alone: less work than the product does.
 */
export const literals: readonly string[] = literalsOf(rows);

/** One regex per signature, as a loop over all of them would use them. */
export function naiveRegexes(): readonly RegExp[] {
  return rows.map(({ says }) => new RegExp(says.length === 0 ? '(?!)' : says.map(escaped).join('|')));
}

/** Written so that ripgrep and Hyperscan read it as itself. */
export function escaped(literal: string): string {
  return literal.replace(/[$()*+.?[\\\]^{|}#&~-]/g, '\\$&');
}

/** Conditions that no log ever fits, with literals like those of real ones. */
export function synthetic(count: number): readonly RegistryRow[] {
  const random = new Random(77);
  const words = [
    ...new Set(rows.flatMap(({ says }) => says.flatMap((literal) => literal.match(/[A-Za-z]{3,}/g) ?? []))),
  ];
  return Array.from({ length: count }, (_, index) => ({
    id: `synthetic-${index}`,
    stage: 'host',
    says: Array.from(
      { length: 1 + random.below(6) },
      () => `${random.pick(words)} ${random.pick(words)} ${random.pick(words)}: ${random.hex(4)}`,
    ),
  }));
}
