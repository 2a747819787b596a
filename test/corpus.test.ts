import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { diagnoseLog } from '#app/diagnose.ts';
import { asUtf8, readInput } from '#host/files/input.ts';
import { openHost } from '#host/host.ts';

import { expectNoOwnFault } from './own-fault.ts';

/** A recording of a real engine and what is true of it; see test/corpus/README.md. */
interface Case {
  readonly outcome: readonly string[];
  /** Null: the log does not say. */
  readonly root: string | null;
  readonly accept: readonly string[];
  readonly line: number | null;
  readonly decisive: string | null;
}

const BUNDLE = 'build.dockerbuild';
const CORPUS = join(import.meta.dirname, 'corpus');
const names = readdirSync(CORPUS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'faults')
  .map(({ name }) => name);

test('the corpus is there', () => {
  expect(names.length).toBeGreaterThan(250);
});

test.each(names)('%s', async (name) => {
  const folder = join(CORPUS, name);
  const expected = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as Case;
  const project = join(folder, 'project');
  const bundle = join(folder, BUNDLE);
  const { diagnosis } = await diagnoseLog(
    asUtf8(readInput(join(folder, existsSync(bundle) ? BUNDLE : 'log.txt')), name),
    existsSync(project) ? openHost({ project }) : null,
  );
  expectNoOwnFault(diagnosis);
  const root = diagnosis.root?.condition ?? null;
  expect(expected.outcome).toContain(diagnosis.outcome);
  // Where "unknown" is accepted, the log shows no failure, and naming none is right.
  if (diagnosis.outcome === 'unknown') return;
  if (expected.root === null) {
    // A log that does not say may be named by what it does say, never by a cause it does not show.
    if (!expected.outcome.includes('failed')) expect(root).toBeNull();
    return;
  }
  expect([expected.root, ...expected.accept]).toContain(root);
  if (expected.line !== null) expect(diagnosis.failure?.where.line).toBe(expected.line);
  if (expected.decisive !== null)
    expect(shown(diagnosis.failure?.excerpt ?? [])).toContain(plain(expected.decisive).slice(0, 60));
});

function shown(excerpt: readonly { readonly text: string }[]): string {
  return excerpt.map(({ text }) => plain(text)).join('\n');
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
