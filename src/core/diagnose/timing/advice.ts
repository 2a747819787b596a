import type { SlowAdvice } from '../../model/timing.ts';
import type { Build } from './build.ts';
import { changingArguments, dependenciesAfterCopy } from './cache-misses.ts';
import { baseImage, context, emulation, exporting, fewJobs } from './heavy.ts';

/** A saving that nobody would notice is none. */
const LEAST_SECONDS = 3;
const LEAST_SHARE = 0.05;

export function adviceOn(build: Build): readonly SlowAdvice[] {
  const least = Math.max(LEAST_SECONDS, build.seconds * LEAST_SHARE);
  return [dependenciesAfterCopy, changingArguments, emulation, context, fewJobs, baseImage, exporting]
    .flatMap((look) => look(build))
    .filter(({ saves }) => saves >= least)
    .toSorted((a, b) => b.saves - a.saves);
}
