import type { AnyCondition, Retry } from './condition.ts';

/** Is the same again worth it, after these facts? */
export function retryOf({ retry = 'unknown' }: AnyCondition, facts: unknown): Retry {
  return typeof retry === 'function' ? retry(facts) : retry;
}

/** The same of a condition as such: unknown where it depends on the facts. */
export function retryInGeneral({ retry = 'unknown' }: AnyCondition): Retry {
  return typeof retry === 'function' ? 'unknown' : retry;
}
