import type { Answer, ProbeName, Question, Seen } from '#core/model/probe.ts';
import type { Text } from '#core/model/text.ts';

import type { World } from './world.ts';

/** One read-only question put to the world. It rejects only by mistake; what it could not see it says. */
export type Probe<P extends ProbeName> = (world: World, about: Question<P>) => Promise<Seen<Answer<P>>>;

export function seen<T>(answer: T, where: string): Seen<T> {
  return { ok: true, answer, where };
}

export function unseen(en: string, zh: string): { readonly ok: false; readonly why: Text } {
  return { ok: false, why: { en, zh } };
}
