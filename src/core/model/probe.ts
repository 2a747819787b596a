import type { Text } from './text.ts';

/**
 * Every read-only question drydock can ask, with the type of its question and of its answer.
 * A new probe is a new row here and one file of the same name under `host/probes/`.
 */
export interface Probes {
  /** The Compose model of the project after interpolation. Values are tokens, never plain secrets. */
  'project.services': { about: Record<never, never>; answer: readonly ProjectService[] };
  /** Whether a path exists in the build context, and whether .dockerignore hides it. */
  'project.path': { about: { readonly path: string }; answer: ProjectPath };
}

export type ProbeName = keyof Probes;
export type Question<P extends ProbeName> = Probes[P]['about'];
export type Answer<P extends ProbeName> = Probes[P]['answer'];

/** A probe that could not look is not a "no": it says why, and the verdict stays where it was. */
export type Seen<T> =
  | { readonly ok: true; readonly answer: T; readonly where: string }
  | { readonly ok: false; readonly why: Text };

export interface ProjectService {
  readonly name: string;
  readonly image?: string;
  readonly environment: Readonly<Record<string, EnvironmentValue>>;
  readonly dependsOn: readonly { readonly service: string; readonly condition: string }[];
  readonly hasHealthcheck: boolean;
}

export interface EnvironmentValue {
  readonly isEmpty: boolean;
  /** Equal tokens mean equal values; nothing else can be read from a token. */
  readonly token: string;
  /** Present only where the value is a URL. */
  readonly url?: {
    readonly scheme: string;
    readonly host: string;
    readonly port?: number;
    readonly user: string;
    readonly passwordToken: string;
  };
}

export interface ProjectPath {
  readonly exists: boolean;
  /** The .dockerignore pattern that hides the path. */
  readonly ignoredBy?: string;
  /** A file whose lines end with CR LF. Absent for what is no readable file. */
  readonly hasCarriageReturns?: boolean;
  /** Names in the same folder that differ little, best first. */
  readonly similar: readonly string[];
}

/** The only door to the world. The command line builds one; tests and the browser page pass their own. */
export interface Host {
  ask<P extends ProbeName>(probe: P, about: Question<P>): Promise<Seen<Answer<P>>>;
  /** A project file as text, or why it could not be read. Paths are relative to the project. */
  readText(path: string): Promise<Seen<string>>;
}
