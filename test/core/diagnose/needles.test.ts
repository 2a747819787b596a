import fc from 'fast-check';
import { expect, test } from 'vitest';

import { compileLiterals } from '#core/diagnose/literals.ts';
import { Needles } from '#core/diagnose/needles.ts';
import { SHORTEST } from '#core/read/survey.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', 'é', '错'), minLength: SHORTEST, maxLength: 12 });

test('finds exactly the literals that a plain search finds', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 12 }),
      fc.array(word, { maxLength: 6 }),
      (literals, parts) => {
        const text = [...parts, literals[0]].join('x');
        const expected = literals.flatMap((literal, index) => (text.includes(literal) ? [index] : []));
        expect([...new Needles(compileLiterals(literals)).scan(text)].toSorted((a, b) => a - b)).toEqual(expected);
      },
    ),
    { numRuns: 500 },
  );
});

test('finds a literal at every offset, also at both ends', () => {
  const needles = new Needles(compileLiterals(['No space left on device']));
  for (let i = 0; i < 8; i++) {
    expect(needles.scan('.'.repeat(i) + 'No space left on device')).toEqual([0]);
    expect(needles.scan('No space left on device' + '.'.repeat(i))).toEqual([0]);
  }
});

test('grows its scratch space for long texts', () => {
  const needles = new Needles(compileLiterals(['needle-in-it']));
  expect(needles.scan(`${'错'.repeat(200_000)}needle-in-it`)).toEqual([0]);
});

test('refuses a literal too short to be found', () => {
  expect(() => compileLiterals(['short'])).toThrow('shorter than');
});
