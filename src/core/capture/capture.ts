import type { Stack } from '../diagnose/cascade.ts';
import type { Kept } from '../diagnose/kept.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Host, Seen } from '../model/probe.ts';
import type { Text } from '../model/text.ts';

export const CAPTURE_VERSION = 1;

/**
 * One file with all a diagnosis was made from, without secrets: what was kept of the log, every answer, project files.
 * Its schema is `schemas/capture.schema.json`.
 */
export interface Capture {
  readonly captureVersion: typeof CAPTURE_VERSION;
  readonly tool: { readonly name: 'drydock'; readonly version: string };
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly system: { readonly platform: string; readonly architecture: string; readonly node: string };
  readonly input: Diagnosis['input'];
  readonly limits: readonly Text[];
  readonly notes: readonly Text[];
  /** The stack the log was made from, if it was. */
  readonly stack?: Stack;
  readonly answers: readonly RecordedAnswer[];
  readonly files: readonly RecordedFile[];
  readonly log: Kept;
}

export interface RecordedAnswer {
  readonly probe: string;
  readonly about: unknown;
  /** As the host gave it: a probe that could not look is recorded with its reason. */
  readonly seen: Seen<unknown>;
}

export interface RecordedFile {
  readonly path: string;
  readonly seen: Seen<string>;
}

export interface Recorder extends Host {
  /** What was asked so far, in an order that does not depend on which answer came first. */
  readonly recorded: () => Pick<Capture, 'answers' | 'files'>;
}

/** A host that remembers what it was asked and what it said. */
export function recorder(host: Host): Recorder {
  const answers = new Map<string, RecordedAnswer>();
  const files = new Map<string, RecordedFile>();
  return {
    ask: async (probe, about) => {
      const seen = await host.ask(probe, about);
      answers.set(keyOf(probe, about), { probe, about, seen });
      return seen;
    },
    readText: async (path) => {
      const seen = await host.readText(path);
      files.set(path, { path, seen });
      return seen;
    },
    recorded: () => ({ answers: inOrder(answers), files: inOrder(files) }),
  };
}

/** The host of a capture: it answers what was asked then, the same way, and has seen nothing else. */
export function replayHost({ answers, files }: Pick<Capture, 'answers' | 'files'>): Host {
  const known = new Map(answers.map(({ probe, about, seen }) => [keyOf(probe, about), seen]));
  const texts = new Map(files.map(({ path, seen }) => [path, seen]));
  return {
    ask: async (probe, about) => (known.get(keyOf(probe, about)) as never) ?? notAsked(probe),
    readText: async (path) => texts.get(path) ?? notAsked(path),
  };
}

function notAsked(what: string): { readonly ok: false; readonly why: Text } {
  return {
    ok: false,
    why: { en: `${what} was not asked when the capture was made.`, zh: `制作捕获文件时没有查询 ${what}。` },
  };
}

function keyOf(probe: string, about: unknown): string {
  return `${probe} ${JSON.stringify(about)}`;
}

function inOrder<T>(entries: ReadonlyMap<string, T>): readonly T[] {
  return [...entries].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, entry]) => entry);
}
