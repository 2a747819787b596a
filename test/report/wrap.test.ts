import fc from 'fast-check';
import { expect, test } from 'vitest';
import wrapAnsi from 'wrap-ansi';

import { wrap } from '#core/report/wrap.ts';

const WORDS = [
  'a',
  'to',
  'the',
  'docker',
  'registry.example/team/app:1.2',
  '',
  'x'.repeat(37),
  '镜像',
  '磁盘空间不足，',
  'é',
  '✓',
  '\t',
  '🚀',
];
const PLAIN = WORDS.filter((word) => word !== '\t' && word !== '');
const COLOURED = PLAIN.map((word) => `\u001b[36m${word}\u001b[39m`);

// The library is the measure; it loads 60 KB of tables at every start, which is why the product does not use it.
test.each([
  ['prose', {}, { hard: true }],
  ['excerpts', { keepBlanks: true }, { hard: true, trim: false }],
] as const)('%s breaks where wrap-ansi breaks it', (_, own, theirs) => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }),
      fc.integer({ min: 20, max: 80 }),
      (words, columns) => {
        const text = words.join(' ');
        expect(wrap(text, columns, own).join('\n')).toBe(wrapAnsi(text, columns, theirs));
      },
    ),
  );
});

test.each([
  ['one style over all of it', PLAIN, '\u001b[2m', '\u001b[22m'],
  ['words in colour', [...PLAIN, ...COLOURED], '', ''],
])('%s ends with a row and begins again', (_, words, open, close) => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 30 }), (chosen) => {
      const text = `${open}${chosen.join(' ')}${close}`;
      expect(wrap(text, 30).join('\n')).toBe(wrapAnsi(text, 30, { hard: true }));
    }),
  );
});
