import fc from 'fast-check';
import { expect, test } from 'vitest';

import { interpolate } from '#core/parse/compose/interpolation.ts';

const VALUES: Readonly<Record<string, string>> = { SET: 'value', EMPTY: '' };
const expand = (text: string): string => interpolate(text, (name) => VALUES[name]);

// compose-go template: the same forms.
test.each([
  ['$SET ${SET}', 'value value'],
  ['$$SET $${SET}', '$SET ${SET}'],
  ['${UNSET:-a} ${EMPTY:-b} ${EMPTY-c}', 'a b '],
  ['${SET:+yes} ${EMPTY:+no} ${EMPTY+yes}', 'yes  yes'],
  ['${UNSET:-${SET}}', 'value'],
  ['${UNSET:-${UNSET:-${UNSET:-deep}}}', 'deep'],
  ['${UNSET:-a}b}', 'ab}'],
  ['${UNSET:-{}', '{'],
  ['${UNSET:-open', '${UNSET:-open'],
  ['${ ${SET}', '${ value'],
  ['$1 $ $', '$1 $ $'],
])('%s', (text, wanted) => {
  expect(expand(text)).toBe(wanted);
});

test('a text without a dollar stays as it is', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes('$')),
      (text) => expand(text) === text,
    ),
  );
});

test('a text whose dollars are doubled comes out as it went in', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('$', '{', '}', 'A', ':', '-', ' ') }), (text) => {
      expect(expand(text.replaceAll('$', '$$$$'))).toBe(text);
    }),
  );
});

test('any text ends, and a value is never expanded again', () => {
  const parts = fc.constantFrom('$', '{', '}', '${', 'A', 'SET', ':-', ':?', '+', ' ');
  fc.assert(
    fc.property(fc.array(parts), (words) => {
      expect(typeof expand(words.join(''))).toBe('string');
    }),
  );
  expect(interpolate('${A}', () => '${B}')).toBe('${B}');
});

test.each([
  ['openings without an end', '${A:-'.repeat(200_000)],
  ['openings with all their ends', `${'${A:-'.repeat(150_000)}${'}'.repeat(150_000)}`],
  ['closings alone', '}'.repeat(1_000_000)],
  ['dollars alone', '$'.repeat(1_000_000)],
])('a megabyte of %s takes no more than a moment', (_, text) => {
  const began = process.cpuUsage().user;
  expand(text);
  expect((process.cpuUsage().user - began) / 1e6).toBeLessThan(3);
});
