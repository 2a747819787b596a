import type { Retry, Source, Stage } from './condition.ts';
import type { JobTable } from './memory.ts';
import type { Remedy } from './remedy.ts';
import type { Text } from './text.ts';
import type { Timing } from './timing.ts';

export type Outcome = 'failed' | 'succeeded' | 'unknown';

export interface LogLine {
  /** 1-based line of the input. */
  readonly line: number;
  readonly text: string;
}

/** Where it failed, as far as the log (and the project, if given) tells. */
export interface Failure {
  readonly where: {
    readonly step?: string;
    readonly instruction?: string;
    readonly stage?: string;
    readonly target?: string;
    readonly dockerfile?: string;
    readonly line?: number;
    readonly service?: string;
  };
  readonly exitCode?: number;
  /** Lines of the Dockerfile around the failing instruction. */
  readonly source: readonly { readonly line: number; readonly text: string; readonly marked: boolean }[];
  /** At most 12 lines of the log, the one that says why among them. */
  readonly excerpt: readonly LogLine[];
}

export type Verdict = 'confirmed' | 'suspected' | 'refuted';

export interface EvidenceItem {
  /** `log`, or the name of the probe. */
  readonly from: string;
  readonly says: 'for' | 'against' | 'could-not-look';
  readonly text: Text;
  readonly line?: number;
  readonly where?: string;
}

/** A condition found, with what speaks for and against it. */
export interface Finding {
  readonly condition: string;
  readonly stage: Stage;
  readonly title: Text;
  readonly verdict: Verdict;
  /** 0 to 1. Orders findings and tells a reader how far to trust one; it is no measured frequency. */
  readonly confidence: number;
  readonly headline: Text;
  readonly why: Text;
  readonly evidence: readonly EvidenceItem[];
  readonly remedies: readonly Remedy[];
  readonly retry: Retry;
  /** Seconds after which the other side wants to be asked again, where it said so. */
  readonly retryAfter?: number;
  readonly sources: readonly Source[];
  readonly service?: string;
  /** For a consequence: the condition that brought it about. */
  readonly because?: string;
  /** For a consequence in a stack: the service it needs on the way to the root, and how. */
  readonly hangs?: Hanging;
  /** For an alternative: nothing links its service to the root's, so that both have to be repaired. */
  readonly independent?: Text;
}

/** How a consequence hangs on the root: one step of the way from its service to the root's. */
export interface Hanging {
  /** The service that is needed; absent where the consequence shows in the root's own service. */
  readonly needs?: string;
  /** `app needs postgres: DATABASE_URL points at it`. */
  readonly how: Text;
}

export interface Diagnosis {
  readonly outcome: Outcome;
  readonly failure: Failure | null;
  readonly root: Finding | null;
  readonly alternatives: readonly Finding[];
  readonly consequences: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly retry: Retry;
  /** What was looked at, and what is worth knowing though it is no failure, one sentence each. */
  readonly notes: readonly Text[];
  /** What could not be read or seen, one sentence each. */
  readonly limits: readonly Text[];
  /** Where the time went; only where it was asked for, null where the log tells no times. */
  readonly timing?: Timing | null;
  /** Jobs and memory, after a failure for lack of memory. */
  readonly jobs?: JobTable;
  readonly input: { readonly formats: readonly string[]; readonly lines: number; readonly bytes: number };
}
