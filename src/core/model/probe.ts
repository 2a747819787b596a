import type { ConfigurationProbes } from './probes/configuration.ts';
import type { EngineProbes } from './probes/engine.ts';
import type { MachineProbes } from './probes/machine.ts';
import type { ProjectProbes } from './probes/project.ts';
import type { RegistryProbes } from './probes/registry.ts';
import type { Text } from './text.ts';

/**
 * Every read-only question drydock can ask, with the type of its question and of its answer.
 * A new probe is a new row in one of these tables and one file of the same name under `host/probes/`.
 */
export interface Probes extends EngineProbes, MachineProbes, ProjectProbes, ConfigurationProbes, RegistryProbes {}

export type ProbeName = keyof Probes;
export type Question<P extends ProbeName> = Probes[P]['about'];
export type Answer<P extends ProbeName> = Probes[P]['answer'];

/** A probe that could not look is not a "no": it says why, and the verdict stays where it was. */
export type Seen<T> =
  | { readonly ok: true; readonly answer: T; readonly where: string }
  | { readonly ok: false; readonly why: Text };

/** The only door to the world. The command line builds one; tests and the browser page pass their own. */
export interface Host {
  ask<P extends ProbeName>(probe: P, about: Question<P>): Promise<Seen<Answer<P>>>;
  /** A project file as text, or why it could not be read. Paths are relative to the project. */
  readText(path: string): Promise<Seen<string>>;
  /** Resolves when answers have been waited for long enough that nothing hangs on. Absent: every answer is waited for. */
  patience?(): Promise<void>;
  /** Whether a question has no answer yet. */
  isAsking?(): boolean;
  /** Plain values of secrets the host has come upon, to be hidden wherever they turn up bare. Never shown, never kept. */
  secrets?(): Promise<readonly string[]>;
}
