/** A question that needs no details. */
export type Nothing = Record<never, never>;
