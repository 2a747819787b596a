import type { Foreseen, Retry, Role, Source, Stage } from './condition.ts';
import type { JobTable } from './memory.ts';
import type { Remedy } from './remedy.ts';
import type { Text } from './text.ts';

/** A condition that has not happened yet, and where it is going to. */
export interface Prediction {
  readonly condition: string;
  readonly stage: Stage;
  readonly role: Role;
  readonly title: Text;
  readonly how: Foreseen<unknown>['how'];
  readonly headline: Text;
  /** What was seen. */
  readonly tells: Text;
  readonly why: Text;
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly service?: string;
  readonly remedies: readonly Remedy[];
  readonly retry: Retry;
  readonly sources: readonly Source[];
}

/** The answer of `check`. */
export interface Check {
  /** What will fail first, then what is likely to, then what is only worth knowing. */
  readonly findings: readonly Prediction[];
  /** Names of the probes that answered. */
  readonly looked: readonly string[];
  /** How many compile jobs fit into the engine's memory; absent where the project compiles nothing. */
  readonly jobs?: JobTable;
  /** What could not be looked at, one entry a reason. */
  readonly unseen: readonly { readonly probes: readonly string[]; readonly why: Text }[];
}

/** A warning never is the reason of a failure, whatever its condition finds. */
export function kindOf({ role, how }: Prediction): 'certain' | 'likely' | 'note' {
  return role === 'warning' ? 'note' : how;
}
