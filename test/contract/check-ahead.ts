import { expect } from 'vitest';

import { checkProject } from '#app/check.ts';
import { kindOf } from '#core/model/check.ts';
import type { AheadExample } from '#core/model/condition.ts';
import { placeOf } from '#core/report/check-terminal.ts';

import type { LoadedCondition } from '../../tools/conditions.ts';
import { aheadHost } from '../memory-host.ts';
import { expectNoOwnFault } from '../own-fault.ts';

/** A condition asked forward has a case that it sees and one that only looks like it. */
export function checkAhead({ condition, aheadExamples }: LoadedCondition): void {
  expect(condition.ahead !== undefined, 'ahead and its examples come together').toBe(aheadExamples.length > 0);
  if (condition.ahead === undefined) return;
  expect(
    aheadExamples.some(({ finds }) => finds.length > 0),
    'has an example that it finds',
  ).toBe(true);
  expect(
    aheadExamples.some(({ finds }) => finds.length === 0),
    'has a near miss',
  ).toBe(true);
  expect(
    condition.ahead.finds({}, () => undefined),
    'finds nothing where nothing could be looked at',
  ).toEqual([]);
}

/** One example, through `check` as a whole: this condition is found where it is said, and nothing else is certain. */
export async function checkAheadExample({ id, condition }: LoadedCondition, example: AheadExample): Promise<void> {
  const checked = await checkProject(aheadHost(example), { online: example.isOnline === true });
  expectNoOwnFault(checked);
  const { findings } = checked;
  const own = findings.filter((one) => one.condition === id);
  expect(own.map(({ how }) => how)).toEqual(example.finds.map(({ how }) => how));
  example.finds.forEach(({ facts = {}, at }, index) => {
    const found = own[index];
    if (at !== undefined && found !== undefined) expect(placeOf(found)).toBe(at);
    const wanted = condition.headline(facts as never) as { en: string };
    if (Object.keys(facts).length > 0) expect(found?.headline.en).toBe(wanted.en);
  });
  const others = findings.filter((one) => one.condition !== id && kindOf(one) === 'certain');
  expect(
    others.map((one) => `${one.condition}: ${one.headline.en}`),
    'nothing else is certain',
  ).toEqual([]);
  const [first] = own;
  if (first === undefined) return;
  expect(first.remedies.length, 'offers something to do').toBeGreaterThan(0);
  if (example.remedies !== undefined) expect(first.remedies.map((remedy) => remedy.id)).toEqual(example.remedies);
}
