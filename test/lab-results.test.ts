import { expect, test } from 'vitest';

import { comparison, type Row } from '../lab/results.ts';

function row(fault: string, more: Partial<Row> = {}): Row {
  const base = { engine: '28', root: 'a', verdict: 'confirmed', isReplayed: false, seconds: 1, tries: 1, wrong: [] };
  return { ...base, fault, ...more } as Row;
}

test('two runs with the same verdicts', () => {
  const { lines, unequal } = comparison([row('x'), row('y')], [row('y', { seconds: 9, tries: 2 }), row('x')]);
  expect(lines).toEqual(['Two runs: 2 equal verdicts, 0 not']);
  expect(unequal).toBe(0);
});

test('another root is told; a failure, another certainty and a missing row are differences', () => {
  const one = [row('x'), row('y'), row('z'), row('w'), row('v')];
  const two = [
    row('x', { root: 'b' }),
    row('y', { wrong: ['no'] }),
    row('z', { verdict: 'suspected' }),
    row('v'),
    row('u'),
  ];
  const { lines, unequal } = comparison(one, two);
  expect(lines).toEqual([
    'another root, both right: x on 28: a, then b',
    'another verdict: y on 28: passed (a), then failed (a)',
    'another verdict: z on 28: a confirmed, then suspected',
    'another verdict: w on 28: not in the second run',
    'another verdict: u on 28: not in the first run',
    'Two runs: 2 equal verdicts, 4 not',
  ]);
  expect(unequal).toBe(4);
});
