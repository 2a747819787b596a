import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, expect, test } from 'vitest';

import { registryOf } from '#core/diagnose/literals.ts';

import type { LoadedCondition } from '../../tools/conditions.ts';
import { rowOf } from '../../tools/registry-row.ts';
import { checkCondition, checkExample } from '../contract/check-condition.ts';

const ROOT = join(import.meta.dirname, '../..');
// Inside the package, so that `#core/…` resolves; `dist` is not tracked.
const folder = mkdtempSync(join(ROOT, 'dist', 'scaffold-'));
afterAll(() => rmSync(folder, { recursive: true }));

function scaffold(...args: readonly string[]): ReturnType<typeof spawnSync> {
  return spawnSync('npx', ['tsx', 'tools/new-condition.ts', ...args, '--into', folder], {
    cwd: ROOT,
    encoding: 'utf8',
  });
}

test('what the scaffold writes keeps the contract, types included', { timeout: 60_000 }, async () => {
  expect(scaffold('runtime', 'made-by-the-scaffold-4-you').status).toBe(0);
  const path = join(folder, 'runtime', 'made-by-the-scaffold-4-you.ts');
  const module = (await import(pathToFileURL(path).href)) as {
    default: LoadedCondition['condition'];
    examples: LoadedCondition['examples'];
  };
  const one: LoadedCondition = {
    stage: 'runtime',
    id: 'made-by-the-scaffold-4-you',
    path,
    condition: module.default,
    examples: module.examples,
    aheadExamples: [],
  };
  checkCondition(one);
  const base = { registry: registryOf([rowOf(one.condition)]), load: async () => one.condition };
  for (const example of one.examples) await checkExample(one, example, base);
});

test('it refuses what would not fit', { timeout: 60_000 }, () => {
  expect(scaffold('nowhere', 'an-id').status).toBe(2);
  expect(scaffold('runtime', 'Not_An_Id').status).toBe(2);
});
