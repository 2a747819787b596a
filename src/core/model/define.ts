import type { Condition } from './condition.ts';
import type { ProbeName } from './probe.ts';

/** Types a condition; does nothing at run time. Inference flows from `facts` and `evidence` into every later field. */
export function condition<F = Record<never, never>, const E extends Record<string, ProbeName> = Record<never, never>>(
  definition: Condition<F, E>,
): Condition<F, E> {
  return definition;
}
