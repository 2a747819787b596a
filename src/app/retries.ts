import type { Finding } from '#core/model/diagnosis.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { act } from '#core/model/steps.ts';

/** Seconds before each try: most registries are back within the first two, and a person still watches after the third. */
const WAITS = [2, 5, 15] as const;
/** Whoever asks for a longer pause is not waited for. */
const LONGEST = 120;

/**
 * The remedies of a failure, those that change nothing first. Where the same thing again is safe (`Finding.retry`), it is
 * tried a bounded number of times, before anything is changed; where that is useless or unknown, never.
 */
export function withRetries({ retry, retryAfter = 0, remedies }: Finding): readonly Remedy[] {
  if (retry !== 'safe' || retryAfter > LONGEST) return remedies;
  const harmless = remedies.filter(({ risk }) => risk === 'read');
  const others = remedies.filter(({ risk }) => risk !== 'read');
  const retries = WAITS.map((seconds, index) => again(index + 1, Math.max(seconds, Math.ceil(retryAfter))));
  return [...harmless, ...retries, ...others];
}

function again(number: number, seconds: number): Remedy {
  return {
    id: `retry-${number}`,
    title: {
      en: `Wait and run the same again (try ${number} of ${WAITS.length}): this failure passes by itself`,
      zh: `等待后原样重试（第 ${number} 次，共 ${WAITS.length} 次）：这类故障会自行消失`,
    },
    risk: 'read',
    steps: [
      act({ name: 'wait', seconds }, 'read', {
        en: `Wait about ${seconds} seconds; nothing is changed.`,
        zh: `等待约 ${seconds} 秒；不做任何改动。`,
      }),
    ],
  };
}
