import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { repair, type Attempt, type RepairEvent, type Repaired } from '#app/repair.ts';
import { repairWarnings } from '#app/warnings.ts';
import type { Diagnosis, Finding } from '#core/model/diagnosis.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { edit, rerun } from '#core/model/steps.ts';
import { openHost } from '#host/host.ts';
import { Journal } from '#host/journal/journal.ts';
import { openWorkshop } from '#host/repair/workshop.ts';

const BOTH = { en: 'a', zh: '甲' };

/** A remedy that appends a line to `notes.env`. */
function remedy(id: string, risk: Remedy['risk'] = 'reversible'): Remedy {
  const makes = { kind: 'dotenv', file: 'notes.env', name: id, value: { from: 'literal', text: '1' } } as const;
  return { id, title: BOTH, risk, steps: [edit('notes.env', BOTH, { makes })] };
}

function failure(condition: string, remedies: readonly Remedy[]): Attempt {
  const root: Finding = {
    condition,
    stage: 'start',
    title: BOTH,
    verdict: 'suspected',
    confidence: 0.5,
    headline: { en: condition, zh: condition },
    why: BOTH,
    evidence: [],
    remedies,
    retry: 'unknown',
    sources: [],
  };
  const diagnosis: Diagnosis = {
    outcome: 'failed',
    failure: null,
    root,
    alternatives: [],
    consequences: [],
    warnings: [],
    retry: 'unknown',
    limits: [],
    notes: [],
    input: { formats: [], lines: 0, bytes: 0 },
  };
  return { code: 1, diagnosis };
}

const COMMAND = ['docker', 'build', '.'];
const GREEN: Attempt = { code: 0, diagnosis: null };

interface Run {
  readonly repaired: Repaired;
  readonly events: readonly RepairEvent['kind'][];
  /** The file afterwards. */
  readonly notes: string;
}

/** A command that ran green, with these warnings. */
function warned(...warnings: readonly Attempt[]): Attempt {
  const { diagnosis } = failure('', []);
  const found = warnings.flatMap((one) => (one.diagnosis?.root ? [one.diagnosis.root] : []));
  return { code: 0, diagnosis: diagnosis && { ...diagnosis, outcome: 'succeeded', root: null, warnings: found } };
}

/** What the command does depends on the file the remedies edit, as it does in life. */
async function run(
  command: (notes: string) => Attempt,
  { upTo = 'costly', consents = true, by = repair } = {},
): Promise<Run> {
  const project = mkdtempSync(join(tmpdir(), 'drydock-repair-'));
  const file = join(project, 'notes.env');
  writeFileSync(file, 'A=0\n');
  const act = async (): Promise<Attempt> => command(readFileSync(file, 'utf8'));
  const events: RepairEvent['kind'][] = [];
  const workshop = openWorkshop({
    bay: { host: openHost({ project }), run: async () => ({ ok: false, problem: 'not-asked', detail: '' }), project },
    journal: await Journal.at(join(project, '.journal')),
    valueOf: (value) => (value.from === 'literal' ? value.text : null),
    system: false,
  });
  const repaired = await by(await act(), {
    workshop,
    argv: COMMAND,
    act: async (argv) => (argv.includes('--load') ? GREEN : act()),
    consent: async () => consents,
    tell: ({ kind }) => void events.push(kind),
    upTo: upTo as 'costly',
    maxRounds: 5,
  });
  return { repaired, events, notes: readFileSync(file, 'utf8') };
}

test('the right remedy turns it green and stays', async () => {
  const { repaired, notes } = await run((text) => (text.includes('right=1') ? GREEN : failure('x', [remedy('right')])));
  expect(repaired).toMatchObject({ ending: 'repaired', rounds: 1 });
  expect(repaired.kept.map(({ remedy: { id } }) => id)).toEqual(['right']);
  expect(notes).toBe('A=0\nright=1\n');
});

test('a remedy that brings the same failure is undone before the next is tried', async () => {
  const { repaired, events, notes } = await run((text) =>
    text.includes('right=1') ? GREEN : failure('x', [remedy('wrong'), remedy('right')]),
  );
  expect(repaired.ending).toBe('repaired');
  expect(notes).toBe('A=0\nright=1\n');
  expect(events).toEqual(['planned', 'applied', 'ran-again', 'undone', 'planned', 'applied', 'ran-again']);
});

test('a wrong diagnosis ends with every byte as before', async () => {
  const { repaired, notes } = await run(() => failure('wrong', [remedy('one'), remedy('two')]));
  expect(repaired).toMatchObject({ ending: 'no-progress', rounds: 2, kept: [] });
  expect(notes).toBe('A=0\n');
});

test('a step that is optional and has nothing to edit leaves the others alone; any other stops the remedy', async () => {
  const [own] = remedy('right').steps;
  const missing = { kind: 'line-ends', file: 'nowhere.sh' } as const;
  const withStep = (isOptional: boolean): Remedy => ({
    ...remedy('right'),
    steps: [
      ...(own === undefined ? [] : [own]),
      edit('nowhere.sh', BOTH, { makes: missing, ...(isOptional && { isOptional }) }),
    ],
  });
  const command = (isOptional: boolean) => (text: string) =>
    text.includes('right=1') ? GREEN : failure('x', [withStep(isOptional)]);
  expect((await run(command(true))).repaired.ending).toBe('repaired');
  expect(await run(command(false))).toMatchObject({ repaired: { ending: 'no-remedy' }, notes: 'A=0\n' });
});

test('another failure is progress: it is diagnosed and repaired too', async () => {
  const { repaired, notes } = await run((text) => {
    if (text.includes('second=1')) return GREEN;
    return text.includes('first=1') ? failure('b', [remedy('second')]) : failure('a', [remedy('first')]);
  });
  expect(repaired).toMatchObject({ ending: 'repaired', rounds: 2 });
  expect(notes).toBe('A=0\nfirst=1\nsecond=1\n');
});

test('a failure that was there before is a circle', async () => {
  const { repaired } = await run((text) =>
    text.includes('first=1') && !text.includes('second=1')
      ? failure('b', [remedy('second')])
      : failure('a', [remedy('first')]),
  );
  expect(repaired.ending).toBe('no-progress');
});

test('nothing is taken above the risk that was allowed, or without consent', async () => {
  const dear = await run(() => failure('x', [remedy('dear', 'disruptive')]));
  expect(dear.repaired).toMatchObject({ ending: 'no-remedy', rounds: 0 });
  const refused = await run(() => failure('x', [remedy('one')]), { consents: false });
  expect(refused.repaired.rounds).toBe(0);
  expect(refused.notes).toBe('A=0\n');
});

/** A failure that passes by itself: pauses are counted and not waited for. */
async function retried(heals: number, finding: Partial<Finding> = {}): Promise<readonly [Repaired, readonly string[]]> {
  const pauses: string[] = [];
  const nothing = { ok: true, entry: 1, text: BOTH } as const;
  const failing = failure('transient', []);
  const broken: Attempt = {
    code: 1,
    diagnosis: {
      ...(failing.diagnosis as Diagnosis),
      root: { ...(failing.diagnosis?.root as Finding), retry: 'safe', ...finding },
    },
  };
  const repaired = await repair(broken, {
    workshop: {
      preview: async () => ({ ok: true, shows: [] }),
      apply: async (step) => {
        pauses.push(!('kind' in step) && step.name === 'wait' ? `${step.seconds}` : 'not a pause');
        return nothing;
      },
      undo: async () => [],
    },
    argv: COMMAND,
    act: async () => (pauses.length >= heals ? GREEN : broken),
    consent: async () => true,
    tell: () => undefined,
    upTo: 'costly',
    maxRounds: 6,
  });
  return [repaired, pauses];
}

test('what passes by itself is tried again, with growing pauses, until it is green', async () => {
  const [repaired, pauses] = await retried(2);
  expect(repaired).toMatchObject({ ending: 'repaired', rounds: 2 });
  expect(pauses).toEqual(['2', '5']);
});

test('what never heals ends after three tries', async () => {
  const [repaired, pauses] = await retried(Infinity);
  expect(repaired).toMatchObject({ ending: 'no-progress', rounds: 3, kept: [] });
  expect(pauses).toEqual(['2', '5', '15']);
});

test('the pause that was asked for is kept, unless nobody would wait so long', async () => {
  expect((await retried(2, { retryAfter: 7.2 }))[1]).toEqual(['8', '8']);
  const [late, pauses] = await retried(1, { retryAfter: 3600 });
  expect(late.ending).toBe('no-remedy');
  expect(pauses).toEqual([]);
});

test.each(['useless', 'unknown'] as const)('what is %s to try again is not tried again', async (retry) => {
  const [repaired, pauses] = await retried(1, { retry });
  expect(repaired).toMatchObject({ ending: 'no-remedy', rounds: 0 });
  expect(pauses).toEqual([]);
});

/** A remedy that gives the failed command another argument. */
function withFlag(id: string, flag: string): Remedy {
  const steps = [rerun({ option: [flag], value: true }, BOTH)];
  return { id, title: BOTH, risk: 'reversible', steps };
}

test('an argument that helps stays in the command, and one that does not goes again', async () => {
  const { repaired, notes } = await run(() => failure('x', [withFlag('wrong', '--pull'), withFlag('right', '--load')]));
  expect(repaired).toMatchObject({ ending: 'repaired', rounds: 2, argv: ['docker', 'build', '--load', '.'] });
  expect(notes).toBe('A=0\n');
  const lost = await run(() => failure('x', [withFlag('wrong', '--pull')]));
  expect(lost.repaired).toMatchObject({ ending: 'no-progress', kept: [], argv: COMMAND });
});

test('an argument that has no place in the command is no remedy', async () => {
  const steps = [rerun({ option: ['--cache-to'], value: null }, BOTH)];
  const { repaired } = await run(() => failure('x', [{ id: 'drop', title: BOTH, risk: 'reversible', steps }]));
  expect(repaired).toMatchObject({ ending: 'no-remedy', rounds: 0 });
});

test('a warning of a green command: what makes it go stays, what leaves it or breaks the command is undone', async () => {
  const first = failure('w1', [remedy('useless'), remedy('never-tried')]);
  const second = failure('w2', [remedy('right')]);
  const third = failure('w3', [remedy('breaks')]);
  const { repaired, notes, events } = await run(
    (text) => {
      if (text.includes('breaks=1')) return failure('x', []);
      return text.includes('right=1') ? warned(first, third) : warned(first, second, third);
    },
    { by: repairWarnings },
  );
  expect(repaired).toMatchObject({ ending: 'repaired', rounds: 3, last: { code: 0 } });
  expect(repaired.kept.map((one) => one.remedy.id)).toEqual(['right']);
  expect(notes).toBe('A=0\nright=1\n');
  expect(events.filter((kind) => kind === 'undone')).toHaveLength(2);
});

test('warnings without consent change nothing', async () => {
  const { repaired, notes } = await run(() => warned(failure('w1', [remedy('one')])), {
    by: repairWarnings,
    consents: false,
  });
  expect(repaired).toMatchObject({ ending: 'no-remedy', rounds: 0, kept: [], last: { code: 0 } });
  expect(notes).toBe('A=0\n');
});
