import type { JobRow, JobTable, StepMemory } from '../model/memory.ts';
import type { Text } from '../model/text.ts';

const GIB = 2 ** 30;
/** The rest of an engine's memory is for the engine, for other steps and for running containers. */
const SHARE = 0.75;
/** Runs of a step that still tell something of it today. */
const NEWEST = 20;
const JOBS = [1, 2, 4, 8, 16];
/** A measured peak is not exact: steps differ from run to run. */
const MEASURED_SPREAD = 0.1;
const WORKED_OUT_SPREAD = 0.3;

export interface JobQuestion {
  /** All that was measured in this project. */
  readonly samples: readonly StepMemory[];
  /** Bytes of the engine's machine, where known. */
  readonly memory?: number;
  /** Processors of the engine's machine, where known. */
  readonly processors?: number;
  /** The step the question is about; else the heaviest one that runs several jobs. */
  readonly step?: string;
}

/** How many jobs to allow for which memory, from what this project's steps really took. */
export function jobTable(question: JobQuestion): JobTable {
  const points = pointsOf(question);
  if (points.length === 0) return ruleOfThumb(question);
  const model = fit(points);
  const measured = new Set(points.filter(({ isWhole }) => isWhole).map(({ jobs }) => jobs));
  const most = Math.max(question.processors ?? 8, ...measured);
  const counts = [...new Set([...JOBS.filter((jobs) => jobs <= most), ...measured])].toSorted((a, b) => a - b);
  const rows = counts.map((jobs) => rowOf(jobs, model, points, question.processors));
  const step = points[0]?.step;
  return {
    basis: model.isFitted ? 'measured' : 'extrapolated',
    ...(step !== undefined && { step }),
    rows,
    ...recommendedOf(rows, question),
    says: sureness(points, model.isFitted),
  };
}

/**
 * Jobs that a step which ran out of memory can have, by what it took in runs that went well; undefined where there were none. Its
 * newest run, if it did not end well, tells how much memory it can have at most, and how many jobs were too many.
 */
export function jobsThatFit(question: JobQuestion & { readonly step: string }): number | undefined {
  const own = question.samples.filter(({ step }) => keyOf(step) === keyOf(question.step));
  if (!own.some(({ isWhole }) => isWhole)) return undefined;
  const newest = own.toSorted((a, b) => b.at - a.at)[0];
  const killed = newest?.isWhole === false ? newest : undefined;
  const room = Math.min((question.memory ?? Infinity) * SHARE, killed?.charged ?? killed?.peak ?? Infinity);
  if (room === Infinity) return undefined;
  const most = Math.min(question.processors ?? Infinity, (killed?.jobs ?? Infinity) - 1);
  const fitting = jobTable(question).rows.filter(({ jobs, peak }) => peak.high <= room && jobs <= most);
  return fitting.at(-1)?.jobs ?? 1;
}

/** The jobs an instruction asks for: `make -j4`, `cargo build --jobs 4`, `CARGO_BUILD_JOBS=4`, `go build -p 4`. */
export function jobsAsked(step: string): number | undefined {
  const found = ASKED.exec(step);
  const jobs = Number(found?.[1]);
  return found !== null && jobs > 0 ? jobs : undefined;
}

const ASKED =
  /(?:\s-j ?|\s--jobs[= ]|\s--parallel[= ]|_JOBS=|PARALLEL_LEVEL=|\bgo (?:build|install|test) .{0,80}?-p[= ])(\d{1,3})\b/;
const NUMBER_OF_JOBS = new RegExp(ASKED.source, 'g');

/** The same step with another number of jobs is the same step. */
function keyOf(step: string): string {
  return step
    .replaceAll(/\\?\s+/g, ' ')
    .replace(NUMBER_OF_JOBS, (whole, jobs: string) => `${whole.slice(0, -jobs.length)}N`);
}

interface Point {
  readonly step: string;
  readonly jobs: number;
  readonly peak: number;
  readonly perJob: number | undefined;
  readonly seconds: number;
  readonly isWhole: boolean;
}

function pointsOf({ samples, step }: JobQuestion): readonly Point[] {
  const all = samples.map((sample) => {
    const jobs = sample.jobs ?? jobsAsked(sample.step) ?? 1;
    return { key: keyOf(sample.step), point: { ...sample, jobs, perJob: sample.perJob } };
  });
  const wanted = step === undefined ? heaviest(all) : keyOf(step);
  const own = all.filter(({ key }) => key === wanted).map(({ point }) => point);
  const newest = own.toSorted((a, b) => b.at - a.at).slice(0, NEWEST);
  const whole = newest.filter(({ isWhole }) => isWhole);
  // A step that was killed needed more than was seen: it counts only where nothing better is known.
  return whole.length > 0 ? whole : newest;
}

function heaviest(all: readonly { key: string; point: Point }[]): string | undefined {
  const parallel = all.filter(({ point: { jobs } }) => jobs > 1);
  return (parallel.length > 0 ? parallel : all).toSorted((a, b) => b.point.peak - a.point.peak)[0]?.key;
}

interface Model {
  /** Bytes that are needed whatever the number of jobs, and bytes of each job. */
  readonly base: number;
  readonly each: { readonly low: number; readonly high: number };
  readonly isFitted: boolean;
}

function fit(points: readonly Point[]): Model {
  const counts = new Set(points.map(({ jobs }) => jobs));
  if (counts.size > 1) {
    const meanJobs = mean(points.map(({ jobs }) => jobs));
    const meanPeak = mean(points.map(({ peak }) => peak));
    const slope =
      sum(points.map(({ jobs, peak }) => (jobs - meanJobs) * (peak - meanPeak))) /
      sum(points.map(({ jobs }) => (jobs - meanJobs) ** 2));
    // More jobs that need no more memory: noise is greater than what a job takes.
    const each = Math.max(0, slope);
    return { base: Math.max(0, meanPeak - each * meanJobs), each: { low: each, high: each }, isFitted: true };
  }
  const jobs = points[0]?.jobs ?? 1;
  const peak = Math.max(...points.map((point) => point.peak));
  const share = peak / jobs;
  const largest = Math.max(...points.map(({ perJob }) => perJob ?? 0));
  // One job seen alone: what is not its own stays for all.
  const each =
    jobs === 1 && largest > 0 ? { low: largest, high: largest } : { low: share, high: Math.max(share, largest) };
  return { base: jobs === 1 ? Math.max(0, peak - each.high) : 0, each, isFitted: false };
}

function rowOf(jobs: number, { base, each }: Model, points: readonly Point[], processors: number | undefined): JobRow {
  const own = points.filter((point) => point.jobs === jobs);
  const isMeasured = own.some(({ isWhole }) => isWhole);
  const peak = isMeasured
    ? {
        low: Math.min(...own.map((point) => point.peak)),
        high: Math.max(...own.map((point) => point.peak)) * (1 + MEASURED_SPREAD),
      }
    : {
        low: (base + jobs * each.low) * (1 - WORKED_OUT_SPREAD),
        high: (base + jobs * each.high) * (1 + WORKED_OUT_SPREAD),
      };
  const seconds = secondsOf(jobs, points, processors);
  return {
    jobs,
    peak,
    ...(seconds !== undefined && { seconds }),
    memory: Math.ceil(peak.high / SHARE / GIB) * GIB,
    isMeasured,
  };
}

/** Between work that divides perfectly and work that does not divide at all. */
function secondsOf(jobs: number, points: readonly Point[], processors: number | undefined): JobRow['seconds'] {
  const whole = points.filter(({ isWhole }) => isWhole);
  const own = whole.filter((point) => point.jobs === jobs).map(({ seconds }) => seconds);
  if (own.length > 0) return { low: Math.min(...own), high: Math.max(...own) };
  const near = whole.toSorted((a, b) => Math.abs(a.jobs - jobs) - Math.abs(b.jobs - jobs))[0];
  if (near === undefined) return undefined;
  const most = processors ?? Infinity;
  const divided = (near.seconds * Math.min(near.jobs, most)) / Math.min(jobs, most);
  return { low: Math.min(near.seconds, divided), high: Math.max(near.seconds, divided) };
}

function recommendedOf(rows: readonly JobRow[], { memory, processors }: JobQuestion): { recommended?: number } {
  if (memory === undefined) return {};
  const fitting = rows.filter((row) => row.peak.high <= memory * SHARE && row.jobs <= (processors ?? Infinity));
  return { recommended: fitting.at(-1)?.jobs ?? 1 };
}

/** Figures for a large C++ or Rust build, where the project itself was never measured. */
function ruleOfThumb(question: JobQuestion): JobTable {
  const rows: readonly JobRow[] = [
    { jobs: 2, peak: { low: 4 * GIB, high: 6 * GIB }, memory: 8 * GIB, isMeasured: false },
    { jobs: 4, peak: { low: 8 * GIB, high: 12 * GIB }, memory: 16 * GIB, isMeasured: false },
    { jobs: 8, peak: { low: 16 * GIB, high: 24 * GIB }, memory: 32 * GIB, isMeasured: false },
  ];
  return {
    basis: 'rule-of-thumb',
    rows,
    ...recommendedOf(rows, question),
    says: {
      en: 'Nothing was measured in this project yet: these figures are a rule of thumb for large C++ and Rust builds.',
      zh: '这个项目还没有测量过：以下数字是大型 C++、Rust 构建的经验值。',
    },
  };
}

function sureness(points: readonly Point[], isFitted: boolean): Text {
  const runs = points.length;
  const counts = [...new Set(points.map(({ jobs }) => jobs))].toSorted((a, b) => a - b).join(', ');
  if (points.every(({ isWhole }) => !isWhole)) {
    return {
      en: `Measured in this project, but each run (${runs}) ended early: it needs at least this.`,
      zh: `在本项目中测量了 ${runs} 次，但每次都提前结束：实际需要不少于此。`,
    };
  }
  if (isFitted) {
    return {
      en: `Measured in this project: ${runs} runs, with ${counts} jobs; the other rows lie on the line through them.`,
      zh: `在本项目中测量了 ${runs} 次（并行数 ${counts}）；其余各行按其连线推算。`,
    };
  }
  return {
    en: `Measured in this project: ${runs} ${runs === 1 ? 'run' : 'runs'} with ${counts} ${counts === '1' ? 'job' : 'jobs'}; the other rows are worked out from what one job took, within about a third.`,
    zh: `在本项目中测量了 ${runs} 次（并行数 ${counts}）；其余各行按单个任务的用量推算，误差约三分之一。`,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
