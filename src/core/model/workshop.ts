import type { Action, Change, Value } from './change.ts';
import type { Text } from './text.ts';

/** What an edit would do, as a unified diff, or why it cannot be made. Secrets in the diff are masked. */
export type Preview =
  | { readonly ok: true; readonly shows: readonly Effect[] }
  | { readonly ok: false; readonly why: Text };

export type Effect =
  | { readonly kind: 'diff'; readonly file: string; readonly diff: string }
  | { readonly kind: 'text'; readonly text: Text };

/** What was done, with the number of its journal entry; or why it was not, with nothing changed. */
export type Done =
  | { readonly ok: true; readonly entry: number; readonly text: Text }
  | { readonly ok: false; readonly why: Text };

export interface Undone {
  readonly entry: number;
  readonly what: string;
  /** `kept`: somebody changed it since, so it was left alone; `none`: there is no way back, and it did not hold data. */
  readonly result: 'restored' | 'was-not-applied' | 'kept' | 'none' | 'failed';
  readonly text: Text;
}

/**
 * The only door through which a repair changes anything. Every change is in the journal before it happens,
 * and `undo` takes back all entries from the newest down to the one named.
 */
export interface Workshop {
  preview(step: Change | Action): Promise<Preview>;
  apply(step: Change | Action, remedy: string): Promise<Done>;
  undo(downTo: number): Promise<readonly Undone[]>;
}

/** Answers for values that only the person or the machine has; null where there is none. */
export type ValueOf = (value: Value, name: string) => string | null;
