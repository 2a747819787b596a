import type { Diagnosis, Finding } from '#core/model/diagnosis.ts';

import {
  applyAll,
  fingerprint,
  isAutomatic,
  next,
  type Attempt,
  type PlannedRemedy,
  type Repaired,
  type RepairOptions,
} from './repair.ts';
import { argumentsAfter } from './rerun.ts';

/** Something a program can do about a warning of a command that ran green. */
export function hasRemediedWarning(diagnosis: Diagnosis | null): boolean {
  return diagnosis?.warnings.some(({ remedies }) => remedies.some(isAutomatic)) ?? false;
}

/**
 * A command that ran green and warned: one warning after the other. A remedy stays where the command runs green again and the
 * warning is gone; else it is undone.
 */
export async function repairWarnings(first: Attempt, options: RepairOptions): Promise<Repaired> {
  const { workshop, act, consent, tell, upTo, maxRounds } = options;
  const tried = new Set<string>();
  const kept: PlannedRemedy[] = [];
  let last = first;
  let { argv } = options;
  let rounds = 0;
  for (const warning of first.diagnosis?.warnings ?? []) {
    if (rounds >= maxRounds || act === null) break;
    const planned = await next(warning, warning.remedies, { tried, workshop, upTo, argv });
    if (planned === null) continue;
    tell({ kind: 'planned', planned });
    if (!(await consent(planned))) {
      tell({ kind: 'refused', planned });
      continue;
    }
    rounds++;
    const done = await applyAll(planned, workshop);
    const entry = done.find((one) => one.ok)?.entry ?? null;
    const failed = done.find((one) => !one.ok);
    const changed = argumentsAfter(planned.remedy.steps, argv) ?? argv;
    let isGone = false;
    if (failed === undefined) {
      tell({ kind: 'applied', planned, done });
      const attempt = await act(changed);
      tell({ kind: 'ran-again', attempt });
      isGone = attempt.code === 0 && !isWarnedOf(warning, attempt);
      if (isGone) last = attempt;
    } else tell({ kind: 'failed-to-apply', planned, done: failed });
    if (isGone) {
      kept.push(planned);
      argv = changed;
    } else if (entry !== null) tell({ kind: 'undone', planned, undone: await workshop.undo(entry) });
  }
  return { ending: kept.length > 0 ? 'repaired' : 'no-remedy', rounds, kept, last, argv };
}

function isWarnedOf(warning: Finding, { diagnosis }: Attempt): boolean {
  return diagnosis?.warnings.some((one) => fingerprint(one) === fingerprint(warning)) ?? false;
}
