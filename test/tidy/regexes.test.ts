import { expect, test } from 'vitest';

import { loadConditions } from '../../tools/conditions.ts';
import { readVerdicts, timeVerdict, verdictOf } from '../../tools/regex-verdicts.ts';

const patterns = new Set(
  (await loadConditions()).flatMap(({ condition }) =>
    condition.signatures.flatMap(({ pattern }) => (pattern === undefined ? [] : [String(pattern)])),
  ),
);

// Logs are hostile input: a pattern that backtracks can hang the whole diagnosis.
test('no pattern can be made slow', { timeout: 240_000 }, async () => {
  const known = readVerdicts();
  const refused: string[] = [];
  for (const pattern of patterns) {
    const verdict = known[pattern] ?? (await verdictOf(pattern));
    if (verdict.startsWith('refused')) refused.push(`${verdict}: ${pattern}`);
  }
  expect(patterns.size).toBeGreaterThan(100);
  expect(refused).toEqual([]);
});

test('no pattern is slow on texts made of its own literals', { timeout: 120_000 }, () => {
  expect(
    [...patterns].map((pattern) => [pattern, timeVerdict(pattern)]).filter(([, verdict]) => verdict !== 'bounded'),
  ).toEqual([]);
});

test('a pattern that explodes is noticed', () => {
  expect(timeVerdict('/^(?:a+)+$/', [`${'a'.repeat(25)}b`])).toMatch(/^refused/);
});
