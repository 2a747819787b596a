import type { Stage } from './condition.ts';

/** Literals as the knowledge compiler leaves them: one after the other, each ended by a NUL, and where their rarest window begins. */
export interface Literals {
  /** In parts, of ASCII or of other text: an engine gives every character two bytes if one of them needs them. */
  readonly text: readonly string[];
  /** One character per literal, its code the offset of the window in bytes plus that of `0`. */
  readonly windows: string;
}

/** What is known, as a start wants it: nothing to be worked out, and of conditions no more than which literals they have. */
export interface Registry extends Literals {
  readonly rows: readonly NumberedRow[];
}

/** A condition with its literals by their numbers; those of its clues are looked for, but are no reason to load it. */
export type NumberedRow = readonly [
  id: string,
  stage: Stage,
  says: readonly number[],
  typed: readonly string[],
  isAhead: 0 | 1,
];
