import type { Diagnosis } from './diagnosis.ts';
import type { Text } from './text.ts';

/** How a repair ended. */
export type Ending =
  /** The command runs green. */
  | 'repaired'
  /** A remedy was applied; there is no command that would show whether it helped. */
  | 'applied'
  /** Nobody asked for a repair yet. */
  | 'not-begun'
  /** Nothing drydock may do by itself is left for this failure. */
  | 'no-remedy'
  /** Every remedy was tried and brought the same failure; all are undone. */
  | 'no-progress'
  | 'too-many-rounds'
  /** The process ended in the middle: its journal is what there is. */
  | 'cut-short';

/** One thing that happened, masked. */
export interface IncidentEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: 'failed' | 'planned' | 'refused' | 'applied' | 'failed-to-apply' | 'ran-again' | 'undone' | 'ended';
  readonly text: Text;
  /** What a remedy would change, shown before it did: unified diffs and sentences. */
  readonly shows?: readonly (string | Text)[];
}

/** How things stood; a part is absent where it could not be seen. */
export interface Standing {
  /** Bytes the engine can still write to its data root. */
  readonly freeBytes?: number;
  /** Bytes of memory a new process could have. */
  readonly availableMemory?: number;
  /** Containers of the project, and the engine's own word for each: `Up 2 minutes (healthy)`. */
  readonly containers?: readonly { readonly name: string; readonly status: string }[];
}

/** One failure and what was done about it. Kept as plain files, for their owner only; nothing in it is a secret. */
export interface Incident {
  /** Time of its beginning, sortable: `20261126T221530Z-1234`. */
  readonly id: string;
  /** Masked; `isMasked` where something had to go, so that it cannot be run again from here. */
  readonly command: readonly string[];
  readonly isMasked: boolean;
  /** Of the first failure; empty where its cause is not known. */
  readonly condition: string;
  readonly ending: Ending;
  readonly rounds: number;
  /** `condition/remedy`: those that stayed, in the order they were taken. */
  readonly remedies: readonly string[];
  readonly timeline: readonly IncidentEvent[];
  /** What was found at first. */
  readonly diagnosis: Diagnosis | null;
  readonly before?: Standing;
  readonly after?: Standing;
}
