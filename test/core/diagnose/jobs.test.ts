import { describe, expect, test } from 'vitest';

import { jobsAsked, jobsThatFit, jobTable, type JobQuestion } from '#core/diagnose/jobs.ts';
import type { StepMemory } from '#core/model/memory.ts';

const GIB = 2 ** 30;

function sample(jobs: number, gib: number, more: Partial<StepMemory> = {}): StepMemory {
  const step = `RUN make -j${jobs}`;
  return { step, at: jobs, seconds: 100 / jobs, peak: gib * GIB, jobs, isWhole: true, ...more };
}

/** Rows as jobs → [low, high] in GiB, rounded. */
function check(
  question: JobQuestion,
  expected: { basis: string; rows: Record<number, [number, number]>; recommended?: number },
) {
  const { basis, rows, recommended } = jobTable(question);
  const seen = Object.fromEntries(
    rows
      .filter(({ jobs }) => jobs in expected.rows)
      .map(({ jobs, peak }) => [jobs, [round(peak.low), round(peak.high)]]),
  );
  expect({ basis, rows: seen, recommended }).toEqual({ recommended: undefined, ...expected });
}

const round = (bytes: number) => Math.round((bytes / GIB) * 10) / 10;

describe('what was measured', () => {
  test('two numbers of jobs give a line: half a GiB for each job', () => {
    check(
      { samples: [sample(2, 1), sample(6, 3)], memory: 4 * GIB, processors: 8 },
      // 30 % around what was not measured, 10 % above what was; three quarters of the memory are for the step.
      { basis: 'measured', rows: { 2: [1, 1.1], 4: [1.4, 2.6], 6: [3, 3.3], 8: [2.8, 5.2] }, recommended: 4 },
    );
  });

  test('one number of jobs: the largest job stands for each', () => {
    check(
      { samples: [sample(4, 4, { perJob: 1.2 * GIB })], memory: 8 * GIB, processors: 8 },
      { basis: 'extrapolated', rows: { 2: [1.4, 3.1], 4: [4, 4.4], 8: [5.6, 12.5] }, recommended: 4 },
    );
  });

  test('one job alone: what is not its own is needed once', () => {
    check(
      { samples: [sample(1, 1.5, { perJob: 1 * GIB })], memory: 64 * GIB, processors: 4 },
      { basis: 'extrapolated', rows: { 1: [1.5, 1.7], 4: [3.2, 5.9] }, recommended: 4 },
    );
  });

  test('more processors are never used than there are', () => {
    const { rows, recommended } = jobTable({ samples: [sample(1, 0.1)], memory: 64 * GIB, processors: 2 });
    expect(rows.map(({ jobs }) => jobs)).toEqual([1, 2]);
    expect(recommended).toBe(2);
  });

  test('the same step with another number of jobs is the same step, another step is not', () => {
    const other: StepMemory = { step: 'RUN npm ci', at: 9, seconds: 10, peak: 9 * GIB, isWhole: true };
    expect(jobTable({ samples: [sample(2, 1), sample(4, 2), other] }).step).toMatch(/^RUN make/);
    expect(jobTable({ samples: [sample(2, 1), sample(4, 2), other], step: 'RUN npm ci' }).basis).toBe('extrapolated');
  });

  test('a step that was killed needs at least that; a whole run beats it', () => {
    const killed = sample(4, 7, { isWhole: false });
    expect(jobTable({ samples: [killed] }).says.en).toContain('at least');
    const { rows } = jobTable({ samples: [killed, sample(4, 8)] });
    expect(rows.find(({ jobs }) => jobs === 4)).toMatchObject({ isMeasured: true, peak: { low: 8 * GIB } });
  });

  test('time lies between work that divides and work that does not', () => {
    const { rows } = jobTable({ samples: [sample(2, 1, { seconds: 60 })], processors: 4 });
    expect(rows.map(({ jobs, seconds }) => [jobs, seconds])).toEqual([
      [1, { low: 60, high: 120 }],
      [2, { low: 60, high: 60 }],
      [4, { low: 30, high: 60 }],
    ]);
  });

  test('more jobs that took less memory do not make memory negative', () => {
    for (const { peak } of jobTable({ samples: [sample(2, 3), sample(8, 1)] }).rows) {
      expect(peak.low).toBeGreaterThan(0);
      expect(peak.high).toBeGreaterThanOrEqual(peak.low);
    }
  });
});

describe('nothing measured', () => {
  test.each([
    [4, 1],
    [8, 2],
    [16, 4],
    [32, 8],
  ])('%d GiB → %d', (gib, jobs) => {
    const { basis, recommended } = jobTable({ samples: [], memory: gib * GIB, processors: 16 });
    expect({ basis, recommended }).toEqual({ basis: 'rule-of-thumb', recommended: jobs });
  });

  test('memory unknown: no number is recommended', () => {
    expect(jobTable({ samples: [] }).recommended).toBeUndefined();
  });
});

test.each([
  ['RUN make -j4 all', 4],
  ['RUN make -j 12', 12],
  ['RUN cargo build --release --jobs 2', 2],
  ['RUN CARGO_BUILD_JOBS=3 cargo build', 3],
  ['RUN cmake --build . --parallel 6', 6],
  ['RUN CMAKE_BUILD_PARALLEL_LEVEL=5 cmake --build .', 5],
  ['RUN go build -p 2 ./...', 2],
  ['RUN make -j$(nproc)', undefined],
  ['RUN npm ci', undefined],
  ['RUN mkdir -p 2 x', undefined],
  ['RUN tar -jxf 7', undefined],
])('%s asks for %s', (step, jobs) => {
  expect(jobsAsked(step)).toBe(jobs);
});

describe('a step that ran out of memory', () => {
  const killed = (jobs: number, gib: number) => sample(jobs, gib, { at: 99, isWhole: false });

  test.each([
    ['never went well: nobody can say', [killed(8, 3)], { memory: 4 }, undefined],
    ['fits by the memory of the engine', [sample(2, 1), sample(6, 3)], { memory: 4 }, 4],
    ['its group gave it less than the engine has', [sample(1, 0.25), killed(8, 0.8)], { memory: 64 }, 2],
    ['fewer than were too many, whatever the sum says', [sample(1, 0.1), killed(2, 8)], { memory: 64 }, 1],
    [
      'a failure long before a good run limits nothing',
      [sample(1, 1, { at: 100 }), killed(8, 1.1)],
      { memory: 64 },
      16,
    ],
    ['not even one fits: one is tried', [sample(1, 5), killed(4, 3)], { memory: 4 }, 1],
    ['another step was measured', [{ ...sample(1, 1), step: 'RUN cargo build' }], { memory: 4 }, undefined],
    ['nobody knows how much memory there is', [sample(1, 1)], {}, undefined],
  ])('%s', (_, samples, { memory }: { memory?: number }, expected) => {
    const question = {
      samples,
      step: 'RUN make -j8',
      processors: 16,
      ...(memory !== undefined && { memory: memory * GIB }),
    };
    expect(jobsThatFit(question)).toBe(expected);
  });
});
