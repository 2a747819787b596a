import type { EngineOptions } from './engine/engine.ts';
import type { Version } from './engine/versions.ts';
import type { ImageName } from './images/images.ts';
import type { Ran, RunOptions } from './machine/run.ts';
import type { Bench } from './bench.ts';

/** What drydock has to say about the output of the failing command. */
export interface Expectation {
  /** The condition; null where nothing failed, or where the output does not say why. */
  readonly root: string | null;
  /** Other right answers. */
  readonly accept?: readonly (string | null)[];
  /** Conditions; or a condition and the services in which it has to be found, each. */
  readonly consequences?: readonly (string | readonly [condition: string, ...services: string[]])[];
  /** Line of the Dockerfile. */
  readonly line?: number;
  readonly service?: string;
  readonly outcome?: 'failed' | 'succeeded' | 'unknown';
}

/** What drydock has to bring to green, from the state that `act` has left. */
export interface Repair {
  /** What follows `drydock`, without `--fix --yes`: `['up']`, `['build', '.']`, `['run', '--', …]`. */
  readonly command: readonly string[] | ((bench: Bench) => readonly string[]);
  /** `condition/remedy`, or how it begins: these are kept in the end. */
  readonly remedies: readonly string[];
  /** What it prints on its way, where the remedy's name does not tell all. */
  readonly says?: RegExp;
  /** A shell command that has to succeed while the repair stands, beside the command itself. */
  readonly stands?: string;
  /** A shell command that has to succeed after the undo, where the way back leads through more than files. */
  readonly undone?: string;
  /** Right before: the act has ended what was running, or what fails by itself has to heal after so many tries. */
  readonly before?: (bench: Bench) => Promise<unknown> | unknown;
  /** Breaks it again in the middle of the command, as the act did. */
  readonly when?: (bench: Bench) => NonNullable<RunOptions['when']>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Fault {
  /** Same as the file's name. */
  readonly id: string;
  readonly title: string;
  /** Engine 28 is always meant; the others only where they are named. */
  readonly engines?: readonly Version[];
  readonly images?: readonly ImageName[];
  /** An engine for this fault alone, because it is configured otherwise or will be broken. */
  readonly engine?: EngineOptions;
  /** A registry, a package server and a name server are there; see `bench.servers`. */
  readonly servers?: boolean;
  /** The project: path to text. */
  readonly files?: Readonly<Record<string, string>>;
  readonly setUp?: (bench: Bench) => Promise<unknown>;
  /** The command that fails. */
  readonly act: (bench: Bench) => Promise<Ran>;
  /** Must be in the output, or the fault did not happen. */
  readonly shows: RegExp;
  readonly expects: Expectation;
  /**
   * Why the root cannot be proven, not even with the engine, this machine and the project at hand: the verdict is `suspected`
   * then. Without this it has to be `confirmed`.
   */
  readonly suspected?: string;
  /** Tries, where luck decides whether the fault happens. */
  readonly attempts?: number;
  readonly repair?: Repair;
  /** What `drydock up` has to say that runs the stack from the beginning, where who watches sees more than who comes later. */
  readonly watched?: Expectation;
  /** Only for what outlives the engine's namespaces; nothing does by itself. */
  readonly cleanUp?: (bench: Bench) => Promise<unknown>;
}

export function fault(definition: Fault): Fault {
  return definition;
}
