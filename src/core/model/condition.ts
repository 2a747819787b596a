import type { EventOf, TextEvent, TextKind } from './event.ts';
import type { Answer, ProbeName, Question } from './probe.ts';
import type { Remedy } from './remedy.ts';
import type { Text } from './text.ts';

/** Where in the life of a build or a stack a condition belongs. The folder of its file has the same name. */
export const STAGES = [
  'host',
  'desktop',
  'resources',
  'storage',
  'client',
  'ci',
  'context',
  'registry',
  'platform',
  'shell',
  'packages',
  'python',
  'node',
  'go',
  'rust',
  'c',
  'jvm',
  'php',
  'ruby',
  'dotnet',
  'export',
  'compose',
  'start',
  'data',
  'runtime',
] as const;
export type Stage = (typeof STAGES)[number];

/**
 * - `cause`: can be the root.
 * - `generic`: says only what kind of thing failed ("the program did not compile"); root if no cause is found.
 * - `symptom`: has its cause elsewhere ("app is unhealthy"); root if nothing else is found.
 * - `warning`: worth telling, never the reason of a failure.
 */
export type Role = 'cause' | 'generic' | 'symptom' | 'warning';

/**
 * How much a message alone proves.
 * - `states`: printed by the very code that found this cause; the log is the proof.
 * - `implies`: nearly always this cause.
 * - `hints`: one of several causes.
 */
export type Strength = 'states' | 'implies' | 'hints';

/** Another message that must (or must not) be there too. */
export interface Clue {
  readonly on?: TextKind | readonly TextKind[];
  /** Any one of these literals. */
  readonly says: string | readonly string[];
  /** `step`: the same step or service (default). `log`: anywhere. */
  readonly within?: 'step' | 'log';
  /** A named group of the signature's pattern: the clue has to hold the same text. */
  readonly names?: string;
}

/** What stands around an event: data of the failing step, never matched as text of its own. */
export interface Around {
  /** The step's instruction as printed (`COPY ../x /x`), of the event's own step or, for other events, of the failed one; '' if unknown. */
  readonly instruction: string;
  /** FROM of the step's stage as printed; '' if the log does not show it. */
  readonly from: string;
  /** Build arguments without a value that the instruction uses; the classic builder's logs show them, BuildKit's do not. */
  readonly unset: readonly string[];
  /** The instruction as the shell reads it where these are empty. */
  readonly emptied: string;
  /** The marked lines of the source excerpt, joined by newlines; '' if there is none. */
  readonly source: string;
  /** How each service ended, as far as the log tells; a state is Compose's last word, lower-cased. */
  readonly services: readonly { readonly exitCode: number | undefined; readonly state: string | undefined }[];
}

export interface Signature<K extends TextKind = TextKind> {
  readonly on: K | readonly K[];
  /** Any one of these literals, verbatim from upstream (case matters). Prefilter, search key, and first half of the match. */
  readonly says?: string | readonly string[];
  /** Typed alternative to `says`, for errors and exits: the exit code of the process. */
  readonly exitCode?: number;
  /** Typed alternative to `says`, for errors: the gRPC status word. */
  readonly grpc?: string;
  /** Typed alternative to `says`, for states: Compose's last word on a container, lower-cased. */
  readonly state?: string;
  /** Second half, run on `event.text` only where a literal was found. Linear time; named groups become facts. */
  readonly pattern?: RegExp;
  readonly strength?: Strength;
  /** All of these clues must be present. */
  readonly also?: readonly Clue[];
  /** None of these clues may be present. */
  readonly unless?: readonly Clue[];
  /** Last word, on typed fields of the event that a literal cannot express (exit code, service, who spoke). */
  readonly when?: (event: EventOf<K>, around: Around) => boolean;
}

/** The text of a named group, or '' where the group took no part. */
export type Group = (name: string) => string;

export interface Source {
  /** owner/name on GitHub, or the name of the tool. */
  readonly repo: string;
  readonly path?: string;
  readonly symbol?: string;
}

export interface Evidence<F, P extends ProbeName> {
  readonly probe: P;
  /** The question, or undefined where these facts leave nothing to ask. */
  readonly about: (facts: F) => Question<P> | undefined;
  readonly confirms: (answer: Answer<P>, facts: F) => boolean;
  readonly refutes: (answer: Answer<P>, facts: F) => boolean;
  /** One sentence on what was seen, for the reader. */
  readonly tells: (answer: Answer<P>, facts: F) => Text;
  /** It only shapes the remedies: where it could not look, nothing is less certain. */
  readonly isForRepair?: true;
}

/** Probes whose question needs no details: these can be asked before anything has failed. */
export type OpenProbe = { [P in ProbeName]: Record<never, never> extends Question<P> ? P : never }[ProbeName];

/** Answers of the first round. One that is missing could not be had, and says nothing. */
export type OpenAnswers = { readonly [P in OpenProbe]?: Answer<P> };

/** A question that only other answers make possible. */
export type DetailedQuestion = {
  [P in ProbeName]: { readonly probe: P; readonly about: Question<P> };
}[ProbeName];

/** The answer to a question of the second round, or undefined where it could not be had. */
export type Lookup = <P extends ProbeName>(probe: P, about: Question<P>) => Answer<P> | undefined;

/** What `check` asks before anything fails. */
export interface Ahead<F> {
  readonly asks: readonly OpenProbe[];
  /** Questions with details, asked in a second round: an image by its name, a file by its path. */
  readonly further?: (answers: OpenAnswers) => readonly DetailedQuestion[];
  /** Every place where this condition is going to happen; empty where it is not, or where nobody can say. */
  readonly finds: (answers: OpenAnswers, answerTo: Lookup) => readonly Foreseen<F>[];
}

export interface Foreseen<F> {
  readonly facts: F;
  /**
   * - `certain`: the build or the stack will fail of this.
   * - `likely`: it fails if things stay as they are, or as they mostly are.
   * - `note`: it fails if something is so that cannot be seen from here.
   */
  readonly how: 'certain' | 'likely' | 'note';
  /** One sentence on what was seen. */
  readonly tells: Text;
  readonly at?: Place;
  readonly service?: string;
}

/** A line of a file, or a key of the Compose model (`['services', 'app', 'image']`) whose line is looked up. */
export type Place = { readonly file: string; readonly line?: number } | { readonly key: readonly string[] };

/** Where it failed, for a remedy that edits that very instruction; what is not known is absent. */
export interface Site {
  /** Relative to the project, as far as the log tells. */
  readonly dockerfile?: string;
  /** The line the instruction begins at. */
  readonly line?: number;
  /** As it is written, where the source is at hand, else as the builder printed it; joined to one line: `RUN npm ci`. */
  readonly instruction?: string;
  /** Jobs at once for which there is memory, by what earlier runs of this very step took. */
  readonly jobs?: number;
}

/** Is it worth running the same thing again unchanged? */
export type Retry = 'safe' | 'useless' | 'unknown';

export interface Condition<F, E extends Record<string, ProbeName>> {
  readonly id: string;
  /** Names this condition was known by before. */
  readonly aliases?: readonly string[];
  readonly stage: Stage;
  readonly role?: Role;
  readonly title: Text;
  readonly signatures: readonly Signature[];
  readonly facts?: (group: Group, event: TextEvent, around: Around) => F;
  /** Conditions that, found in the same failure, are the cause of this one. */
  readonly yieldsTo?: readonly string[];
  /** The host that a program tried to reach in vain, or ''. Where that is a service in trouble, its fault comes first. */
  readonly calls?: (facts: F) => string;
  readonly headline: (facts: F) => Text;
  readonly why: Text;
  readonly evidence?: { readonly [K in keyof E]: Evidence<F, E[K]> };
  /** The same condition asked forward. */
  readonly ahead?: Ahead<F>;
  /** By what the other side said, where one condition has passing and lasting forms. */
  readonly retry?: Retry | ((facts: F) => Retry);
  /** Seconds the other side asked to wait before the same again; undefined where it did not. */
  readonly retryAfter?: (facts: F) => number | undefined;
  readonly remedies: (
    facts: F,
    seen: { readonly [K in keyof E]?: Answer<E[K]> },
    at: Site,
  ) => readonly (Remedy | false | undefined)[];
  readonly sources: readonly Source[];
}

/** A condition whose private fact and evidence types are forgotten; only `diagnose/` handles these. */
// eslint-disable-next-line typescript/no-explicit-any
export type AnyCondition = Condition<any, any>;

/** One line of the generated registry: what the scanner needs without loading the condition. */
export interface RegistryRow {
  readonly id: string;
  readonly stage: Stage;
  /** Literals of the signatures: where one is found, the condition is worth loading. */
  readonly says: readonly string[];
  /** Literals of clues: looked for, but no reason to load. */
  readonly clues?: readonly string[];
  /** `exit:137`, `grpc:Unavailable`, `state:created`: typed reasons to load. */
  readonly typed?: readonly string[];
  /** Can be asked before anything fails. */
  readonly ahead?: true;
}

export interface Example<F = unknown> {
  readonly name: string;
  /** Raw log text, exactly as a tool printed it. */
  readonly log: string;
  /** The facts found (a subset is enough), or false where this condition must not be found. */
  readonly matches: Partial<F> | false;
  /** For a near miss: the condition it really is, or null where none is expected. */
  readonly is?: string | null;
  /** Project files that the probes see. */
  readonly project?: Readonly<Record<string, string>>;
  /** What engine and machine answer, whatever the details of the question. Any other probe could not look. */
  readonly world?: { readonly [P in ProbeName]?: Answer<P> };
  /** What the probes say of this condition, in order: `[]` where what they see proves nothing. */
  readonly speaks?: readonly ('for' | 'against' | 'could-not-look')[];
  readonly verdict?: 'confirmed' | 'suspected';
  /** Ids of the remedies offered, in order. */
  readonly remedies?: readonly string[];
}

/** What `check` must see, or must not, before anything failed. */
export interface AheadExample<F = unknown> {
  readonly name: string;
  /** Project files, read by the real probes. */
  readonly project?: Readonly<Record<string, string>>;
  /** Answers of other probes, in place of the real ones; what is not here could not be looked at. */
  readonly world?: OpenAnswers;
  /** Answers to questions with details. */
  readonly details?: readonly { readonly [P in ProbeName]: DetailedAnswer<P> }[ProbeName][];
  /** Asked with `--online`. */
  readonly isOnline?: boolean;
  /** What is found, in order, each with a part of its facts. Empty: a near miss. */
  readonly finds: readonly {
    readonly facts?: Partial<F>;
    readonly how: Foreseen<F>['how'];
    /** `compose.yaml:7`. */
    readonly at?: string;
  }[];
  /** Ids of the remedies offered with the first one, in order. */
  readonly remedies?: readonly string[];
}

interface DetailedAnswer<P extends ProbeName> {
  readonly probe: P;
  readonly about: Question<P>;
  readonly answer: Answer<P>;
}

export type AheadExamplesOf<C> = C extends Condition<infer F, infer _E> ? readonly AheadExample<F>[] : never;

export type ExamplesOf<C> = C extends Condition<infer F, infer _E> ? readonly Example<F>[] : never;
