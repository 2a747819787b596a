import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeEach, expect, test, vi } from 'vitest';

import type { StepMemory } from '#core/model/memory.ts';
import { stateFolder } from '#host/state/folder.ts';
import { keepStepMemory, readStepMemory } from '#host/state/step-memory.ts';

let state = '';
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'drydock-state-'));
  vi.stubEnv('XDG_STATE_HOME', state);
  return () => vi.unstubAllEnvs();
});

const sample = (at: number): StepMemory => ({ step: 'RUN make', at, seconds: 1, peak: 100, isWhole: true });
const file = (): string => {
  const folder = join(state, 'drydock', 'step-memory');
  return join(folder, readdirSync(folder)[0] as string);
};

test('kept and read again, per project, for its owner alone', async () => {
  const [one, other] = [mkdtempSync(join(tmpdir(), 'a-')), mkdtempSync(join(tmpdir(), 'b-'))];
  await keepStepMemory(one, [sample(1)]);
  await keepStepMemory(one, [sample(2)]);
  expect(await readStepMemory(one)).toEqual([sample(1), sample(2)]);
  expect(await readStepMemory(other)).toEqual([]);
  expect(readdirSync(one)).toEqual([]);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(statSync(join(state, 'drydock', 'step-memory')).mode & 0o777).toBe(0o700);
});

test('the newest are kept, and only so many', async () => {
  await keepStepMemory(
    '/p',
    Array.from({ length: 1500 }, (_, i) => sample(i)),
  );
  const kept = await readStepMemory('/p');
  expect(kept).toHaveLength(1000);
  expect(kept.at(-1)?.at).toBe(1499);
});

test('lines that are damaged or of another kind are passed over', async () => {
  await keepStepMemory('/p', [sample(1)]);
  const text = readFileSync(file(), 'utf8');
  writeFileSync(
    file(),
    `{"step":\n[]\nnull\n{"step":1,"at":1}\n{"step":"RUN x","at":-1,"seconds":1,"peak":1}\n${text}`,
  );
  expect(await readStepMemory('/p')).toEqual([sample(1)]);
});

test.runIf(process.platform !== 'win32')('a relative XDG_STATE_HOME is ignored, as its specification says', () => {
  expect(stateFolder({ XDG_STATE_HOME: 'here' })).toMatch(/\/\.local\/state\/drydock$/);
});
