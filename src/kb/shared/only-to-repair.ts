import type { Evidence, OpenProbe } from '#core/model/condition.ts';
import type { Question } from '#core/model/probe.ts';

/** A question whose answer only shapes the remedies: it speaks neither for the condition nor against it. */
export function onlyToRepair<P extends OpenProbe>(probe: P): Evidence<unknown, P> {
  return {
    probe,
    about: () => ({}) as Question<P>,
    confirms: () => false,
    refutes: () => false,
    tells: () => ({ en: '', zh: '' }),
    isForRepair: true,
  };
}
