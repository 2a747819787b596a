/**
 * What a log says, typed. Parsers emit these; conditions match on them; nothing later reads raw log text.
 * `line` is always the 1-based line of the input, so every claim can be traced back to its place.
 */
export type LogEvent =
  | StepEvent
  | StepEndEvent
  | OutputEvent
  | ErrorEvent
  | WarningEvent
  | SourceEvent
  | StateEvent
  | ExitEvent
  | DaemonEvent
  | EndEvent
  | ProgressEvent;

/** A build step came into view: a BuildKit vertex, a classic `Step k/n`, a buildah STEP, a kaniko instruction. */
export interface StepEvent {
  readonly kind: 'step';
  readonly line: number;
  /** Unique in the log; made by the parser from the region and its own numbering. */
  readonly step: string;
  /** The name as printed, without `[stage i/n]`. */
  readonly name: string;
  readonly stage?: string;
  /** Position among the numbered steps of the stage (BuildKit) or of the Dockerfile (classic builder). */
  readonly index?: number;
  readonly total?: number;
  readonly platform?: string;
  /** Bake target or Compose service the step belongs to. */
  readonly target?: string;
  /** Steps counted over the whole Dockerfile (classic, buildah) rather than per stage. */
  readonly counts?: 'stage' | 'file';
  /** The excerpt after the progress: the same step again, under a key of its own. */
  readonly repeats?: boolean;
}

export interface StepEndEvent {
  readonly kind: 'step-end';
  readonly line: number;
  readonly step: string;
  readonly status: 'done' | 'cached' | 'canceled' | 'error';
  readonly seconds?: number;
  /** When it ran, milliseconds since the epoch, where the record tells. */
  readonly ran?: { readonly from: number; readonly to: number };
  /** The steps it needs, where the record tells. */
  readonly inputs?: readonly string[];
}

/** How far a transfer, a download or an export inside a step has come. Says nothing of success. */
export interface ProgressEvent {
  readonly kind: 'progress';
  readonly line: number;
  readonly step: string;
  /** `transferring context`, `sha256:…`, `exporting layers`. */
  readonly name: string;
  readonly bytes?: number;
  readonly seconds?: number;
}

/** A line a program printed: inside a build step, inside a container, or of unknown origin. */
export interface OutputEvent {
  readonly kind: 'output';
  readonly line: number;
  readonly by: 'step' | 'container' | 'unknown';
  readonly text: string;
  readonly step?: string;
  readonly service?: string;
  readonly stream?: 'stdout' | 'stderr';
  /** An excerpt that repeats what was printed before. Used only where the first print is not in the log. */
  readonly repeat?: boolean;
}

/**
 * An error somebody reported, with wrappers and quoted commands taken off (see `parse/peel.ts`).
 * `text` is empty when the message was nothing but wrappers ("process … did not complete successfully: exit code: 1").
 */
export interface ErrorEvent {
  readonly kind: 'error';
  readonly line: number;
  readonly from: 'step' | 'build' | 'engine' | 'client' | 'compose';
  /** As printed, for showing. */
  readonly raw: string;
  readonly text: string;
  readonly step?: string;
  readonly service?: string;
  /** gRPC status word, for example `Unavailable`. */
  readonly grpc?: string;
  /** Exit code of the process of a step. */
  readonly exitCode?: number;
  /** The command the message quotes: data, never matched. */
  readonly command?: string;
}

export interface WarningEvent {
  readonly kind: 'warning';
  readonly line: number;
  readonly text: string;
  /** Dockerfile line, where the message names it. */
  readonly sourceLine?: number;
  readonly step?: string;
  readonly service?: string;
}

/** The source excerpt BuildKit prints: which file, which line failed. */
export interface SourceEvent {
  readonly kind: 'source';
  readonly line: number;
  readonly file: string;
  readonly sourceLine: number;
  readonly excerpt: readonly { readonly line: number; readonly text: string; readonly marked: boolean }[];
}

/** What Compose says of a container. `state` is Compose's own word, lower-cased. */
export interface StateEvent {
  readonly kind: 'state';
  readonly line: number;
  readonly service: string;
  readonly container: string;
  readonly state: string;
  /** The row as printed. */
  readonly text: string;
  /** What `docker inspect` knows beyond the word. */
  readonly inspected?: Inspected;
  readonly step?: never;
}

/** Typed facts of `docker inspect`. Times are milliseconds since the epoch, durations milliseconds. */
export interface Inspected {
  readonly exitCode: number;
  readonly restartCount: number;
  readonly restartPolicy: string;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  /** Entrypoint and command, as one list. */
  readonly command: readonly string[];
  readonly isTty: boolean;
  readonly hasPublishedPorts: boolean;
  readonly healthcheck?: {
    readonly interval: number;
    readonly timeout: number;
    readonly startPeriod: number;
    readonly retries: number;
  };
  /** Verdicts of the health check on this process, oldest first, where somebody kept them (the engine's events, a watched run). */
  readonly turns: readonly { readonly time: number; readonly status: string }[];
  /** At most the five checks the engine keeps, oldest first. */
  readonly checks: readonly { readonly start: number; readonly end: number; readonly exitCode: number }[];
}

export interface ExitEvent {
  readonly kind: 'exit';
  readonly line: number;
  readonly service: string;
  readonly exitCode: number;
  /** The line as printed. */
  readonly text: string;
  readonly step?: never;
}

/** A line of the engine's own log (dockerd, containerd, buildkitd). `text` is message and error joined. */
export interface DaemonEvent {
  readonly kind: 'daemon';
  readonly line: number;
  readonly level: string;
  readonly text: string;
  readonly step?: never;
  readonly service?: never;
}

/** The log itself says how the run ended. */
export interface EndEvent {
  readonly kind: 'end';
  readonly line: number;
  readonly outcome: 'succeeded' | 'failed';
  /** A pull or push ended: that says nothing of a build before it. */
  readonly of?: 'transfer';
}

/** Events that carry free text a signature can look at. */
export type TextEvent = OutputEvent | ErrorEvent | WarningEvent | DaemonEvent | StateEvent | ExitEvent;

export type TextKind = TextEvent['kind'];

export type EventOf<K extends TextKind> = Extract<TextEvent, { kind: K }>;

export type Emit = (event: LogEvent) => void;
