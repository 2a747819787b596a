import type { Around } from '#core/model/condition.ts';

const WORDS_OF_A_STOP = new Set(['stopping', 'stopped', 'killing', 'killed', 'removing', 'removed', 'interrupted']);
/** Ended well, or by a signal: SIGINT, SIGKILL, SIGTERM. */
const NO_FAILURE_OF_ITS_OWN = new Set([0, 130, 137, 143]);

/** Compose was stopping containers, or had a reason to: another one had failed. A signal then says nothing about its own container. */
export function isOfStop({ services }: Around): boolean {
  return services.some(
    ({ exitCode, state }) =>
      (state !== undefined && WORDS_OF_A_STOP.has(state)) ||
      (exitCode !== undefined && !NO_FAILURE_OF_ITS_OWN.has(exitCode)),
  );
}
