import { compileLiterals, textsOf } from '#core/diagnose/literals.ts';
import type { Registry } from '#core/model/registry.ts';
import { registry } from '#kb/registry.gen.ts';

import { backgroundRate } from '../tools/background.ts';
import { Random } from './random.ts';

/**
 * What the product looks for in every byte. Its regular expressions run only on lines in which one of these stands, so
 * other programs get the literals alone: less work than the product does.
 */
export const literals: readonly string[] = textsOf(registry);

/** One regex per signature, as a loop over all of them would use them. */
export function naiveRegexes(): readonly RegExp[] {
  return registry.rows.map(([, , says]) => {
    const alternatives = says.map((number) => escaped(literals[number] as string));
    return new RegExp(alternatives.length === 0 ? '(?!)' : alternatives.join('|'));
  });
}

/** Written so that ripgrep and Hyperscan read it as itself. */
export function escaped(literal: string): string {
  return literal.replace(/[$()*+.?[\\\]^{|}#&~-]/g, '\\$&');
}

/** With conditions that no log ever fits, with literals like those of real ones. */
export function registryWith(count: number): Registry {
  const random = new Random(77);
  const words = [...new Set(literals.flatMap((literal) => literal.match(/[A-Za-z]{3,}/g) ?? []))];
  const known = new Set(literals);
  const rows = [...registry.rows];
  for (let index = 0; index < count; index++) {
    const says = Array.from(
      { length: 1 + random.below(6) },
      () => `${random.pick(words)} ${random.pick(words)} ${random.pick(words)}: ${random.hex(4)}`,
    );
    const first = known.size;
    for (const literal of says) known.add(literal);
    rows.push([`synthetic-${index}`, 'host', Array.from({ length: known.size - first }, (_, i) => first + i), [], 0]);
  }
  const added = compileLiterals([...known].slice(literals.length), backgroundRate);
  return { ...registry, rows, text: [...registry.text, ...added.text], windows: registry.windows + added.windows };
}
