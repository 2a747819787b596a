import type { Text } from './text.ts';

/** The memory one build step needed, measured in its control group while it ran. Bytes and seconds. */
export interface StepMemory {
  /** The instruction as BuildKit names it (`RUN make -j4`), masked. */
  readonly step: string;
  /** When it ended, milliseconds since the epoch. */
  readonly at: number;
  readonly seconds: number;
  /** Most at one time of what the kernel cannot take back: anonymous and shared memory. */
  readonly peak: number;
  /** The kernel's own peak, page cache included (`memory.max_usage_in_bytes`, `memory.peak`): the need is not above it. */
  readonly charged?: number;
  /** Processes of the heaviest program at the peak: the jobs that really ran at once. */
  readonly jobs?: number;
  /** The largest one of these. */
  readonly perJob?: number;
  /** False where the step failed or was killed: it would have needed at least this. */
  readonly isWhole: boolean;
}

/** How many jobs fit into which memory, for one step of one project. */
export interface JobTable {
  /**
   * - `measured`: this step was measured with different numbers of jobs.
   * - `extrapolated`: measured with one number of jobs, the others follow from what one job took.
   * - `rule-of-thumb`: nothing was measured here.
   */
  readonly basis: 'measured' | 'extrapolated' | 'rule-of-thumb';
  readonly step?: string;
  readonly rows: readonly JobRow[];
  /** Jobs for the memory and the processors there are; absent where the memory is not known. */
  readonly recommended?: number;
  /** How sure it is, and of what. */
  readonly says: Text;
}

export interface JobRow {
  readonly jobs: number;
  /** Bytes. */
  readonly peak: { readonly low: number; readonly high: number };
  /** Absent where no run was timed. */
  readonly seconds?: { readonly low: number; readonly high: number };
  /** Memory of the engine, in bytes, from which on this is safe. */
  readonly memory: number;
  /** This number of jobs was measured, not worked out. */
  readonly isMeasured: boolean;
}
