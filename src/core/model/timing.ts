import type { Text } from './text.ts';

/** Where the time of a build went. Seconds. */
export interface Timing {
  /** From the first step to the last. */
  readonly seconds: number;
  /**
   * - `clock`: the record has the time of each step.
   * - `graph`: the log has durations; what waits for what follows from stages and `--from`.
   */
  readonly basis: 'clock' | 'graph';
  /** The chain of steps that took the longest: only a faster step on it makes the build faster. First step first. */
  readonly path: readonly TimedStep[];
  /** Every step that took time, the slowest first. */
  readonly steps: readonly TimedStep[];
  /** Time by what it was for; steps that ran side by side count each. */
  readonly parts: Readonly<Record<StepKind, number>>;
  readonly cached: number;
  /** What would make it faster, the most first. Empty for a build that is fast as it is. */
  readonly advice: readonly SlowAdvice[];
}

export const STEP_KINDS = ['run', 'copy', 'pull', 'context', 'export', 'other'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export interface TimedStep {
  /** As printed, masked. */
  readonly name: string;
  readonly kind: StepKind;
  readonly seconds: number;
  readonly stage?: string;
  readonly platform?: string;
  readonly isCached: boolean;
}

/** Why a build is slow; each id is one reason. */
export type SlowReason =
  | 'dependencies-after-copy'
  | 'changing-argument'
  | 'emulation'
  | 'context-too-large'
  | 'too-few-jobs'
  | 'base-image-pull'
  | 'export';

export interface SlowAdvice {
  readonly reason: SlowReason;
  readonly headline: Text;
  readonly todo: Text;
  /** The instruction it is about, masked. */
  readonly instruction?: string;
  /** Line of the Dockerfile, where it is known. */
  readonly line?: number;
  /** Seconds of a build like this one. */
  readonly saves: number;
  /**
   * - `measured`: that time was spent on it, and it goes.
   * - `estimated`: about that, from what was measured.
   * - `guessed`: it depends on the program.
   */
  readonly sure: 'measured' | 'estimated' | 'guessed';
}
