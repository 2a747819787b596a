import { kindOf, type Check } from '#core/model/check.ts';
import type { Diagnosis } from '#core/model/diagnosis.ts';

/** Usage or own error. */
export const EXIT_USAGE = 2;

/** `diagnose`: 0 no failure in it · 1 failure, cause named · 3 failure located, cause not known. */
export function exitCodeOf({ failure, root }: Diagnosis): number {
  if (failure === null) return 0;
  return root === null ? 3 : 1;
}

/** `check`: 0 nothing will fail · 1 something will; with `isStrict` also where it is only likely to. */
export function exitCodeOfCheck({ findings }: Check, isStrict: boolean): number {
  const counts = isStrict ? ['certain', 'likely'] : ['certain'];
  return findings.some((one) => counts.includes(kindOf(one))) ? 1 : 0;
}
