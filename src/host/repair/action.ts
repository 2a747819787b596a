import type { Action } from '#core/model/change.ts';
import type { Host } from '#core/model/probe.ts';
import type { Text } from '#core/model/text.ts';

import type { Run } from '../exec/run.ts';

export type ActionNamed<N extends Action['name']> = Extract<Action, { name: N }>;

/** What an action works with: it looks through the host, and acts by programs given as lists of words. */
export interface Bay {
  readonly host: Host;
  readonly run: Run;
  readonly project: string;
}

/** What an action would do, found out right before it is done; `saved` is what its way back needs. */
export type Prepared =
  | { readonly ok: true; readonly shows: readonly Text[]; readonly saved?: unknown }
  | { readonly ok: false; readonly why: Text };

export type Acted = { readonly ok: true; readonly text: Text } | { readonly ok: false; readonly why: Text };

export interface ActionRunner<N extends Action['name']> {
  /** Looks only. Refuses where a precondition does not hold any more. */
  readonly prepare: (bay: Bay, action: ActionNamed<N>) => Promise<Prepared>;
  /** Does it, and checks that it is done. */
  readonly apply: (bay: Bay, action: ActionNamed<N>, saved: unknown) => Promise<Acted>;
  /** The way back; works whether the action was carried out, cut short or never begun. Absent: nothing of worth is lost by it. */
  readonly revert?: (bay: Bay, action: ActionNamed<N>, saved: unknown) => Promise<Acted>;
}

export function refused(en: string, zh: string): { readonly ok: false; readonly why: Text } {
  return { ok: false, why: { en, zh } };
}
