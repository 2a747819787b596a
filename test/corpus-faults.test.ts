import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { asUtf8, readInput } from '#host/files/input.ts';

import type { Expectation } from '../lab/fault.ts';
import { readFaults, versionsOf } from '../lab/faults.ts';
import { judgeInput } from '../lab/verdict.ts';
import { expectNoOwnFault } from './own-fault.ts';

/** Recordings of the lab's faults; see test/corpus/README.md. */
const RECORDINGS = join(import.meta.dirname, 'corpus/faults');
/** The forms in which one failure was recorded: each is an input that a user could give. */
const FORMS = ['log.txt', 'log.rawjson', 'build.dockerbuild'];

const faults = new Map((await readFaults()).map(({ fault }) => [fault.id, fault]));
const recordings = readdirSync(RECORDINGS).flatMap((id) =>
  readdirSync(join(RECORDINGS, id)).map((version) => ({ id, version, folder: join(RECORDINGS, id, version) })),
);

test('every fault is recorded, on each of its engines', () => {
  const recorded = new Set(recordings.map(({ id, version }) => `${id} on ${version}`));
  const demanded = [...faults.values()].flatMap((fault) =>
    versionsOf(fault).map((version) => `${fault.id} on ${version}`),
  );
  expect(demanded.filter((one) => !recorded.has(one))).toEqual([]);
});

test.each(recordings)('$id on Docker $version', async ({ id, version, folder }) => {
  const { expects } = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as { expects: Expectation };
  const fault = faults.get(id);
  expect(fault === undefined ? [] : versionsOf(fault)).toContain(version);
  expect(expects).toEqual(fault?.expects);
  const forms = FORMS.filter((form) => existsSync(join(folder, form)));
  expect(forms).toContain('log.txt');
  for (const form of forms) {
    const input = asUtf8(readInput(join(folder, form)), form);
    const { diagnosis, wrong } = await judgeInput(input, join(folder, 'project'), expects);
    expect(wrong, form).toEqual([]);
    expectNoOwnFault(diagnosis);
  }
});
