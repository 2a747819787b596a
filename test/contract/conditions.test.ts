import { describe, expect, test } from 'vitest';

import { loadConditions } from '../../tools/conditions.ts';
import { checkAhead, checkAheadExample } from './check-ahead.ts';
import { checkCondition, checkExample } from './check-condition.ts';

const all = await loadConditions();
const ids = new Set(all.map(({ id }) => id));
const names = all.flatMap(({ id, condition }) => [id, ...(condition.aliases ?? [])]);

describe.each(all)('$stage/$id', (one) => {
  test('keeps the contract', () => checkCondition(one));
  test.each(one.examples)('$name', (example) => checkExample(one, example));
  test('asked forward, keeps the contract', () => checkAhead(one));
  test.each(one.aheadExamples)('ahead: $name', (example) => checkAheadExample(one, example));
});

test('there are conditions', () => {
  expect(all.length).toBeGreaterThanOrEqual(120);
});

test('every id and alias is unique', () => {
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('conditions yield only to conditions that exist', () => {
  const unknown = all.flatMap(({ id, condition }) =>
    (condition.yieldsTo ?? []).filter((other) => !ids.has(other)).map((other) => `${id} -> ${other}`),
  );
  expect(unknown).toEqual([]);
});

test('near misses name conditions that exist', () => {
  const unknown = all.flatMap(({ id, examples }) =>
    examples.filter(({ is }) => typeof is === 'string' && !ids.has(is)).map(({ is }) => `${id} -> ${is}`),
  );
  expect(unknown).toEqual([]);
});
