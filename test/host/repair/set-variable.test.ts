import { afterEach, expect, test } from 'vitest';

import { openHost } from '#host/host.ts';
import type { Bay } from '#host/repair/action.ts';
import { setVariable } from '#host/repair/actions/set-variable.ts';

const NAME = 'DRYDOCK_TEST_VARIABLE';
const bay: Bay = {
  host: openHost({ project: null }),
  run: async () => ({ ok: false, problem: 'not-asked', detail: '' }),
  project: '.',
};

afterEach(() => {
  delete process.env[NAME];
});

test.each([
  ['a value where there was none', undefined, 'new'],
  ['another value', 'old', 'new'],
  ['no value', 'old', null],
])('%s: the command gets it, and undone it is as before', async (_, before, value) => {
  if (before !== undefined) process.env[NAME] = before;
  const action = { name: 'set-variable', variable: NAME, value } as const;
  const prepared = await setVariable.prepare(bay, action);
  if (!prepared.ok) throw new Error(prepared.why.en);
  await setVariable.apply(bay, action, prepared.saved);
  expect(process.env[NAME] ?? null).toBe(value);
  await setVariable.revert?.(bay, action, prepared.saved);
  expect(process.env[NAME]).toBe(before);
});

test.each([
  ['it is so already', 'new', 'new'],
  ['there is nothing to take away', undefined, null],
])('refused where %s', async (_, before, value) => {
  if (before !== undefined) process.env[NAME] = before;
  expect((await setVariable.prepare(bay, { name: 'set-variable', variable: NAME, value })).ok).toBe(false);
});
