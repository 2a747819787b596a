import type { Stack } from '#core/diagnose/cascade.ts';
import { Collector } from '#core/diagnose/collect.ts';
import { diagnose, type Asked, type Ended, type Traced } from '#core/diagnose/diagnose.ts';
import { LogFeed } from '#core/diagnose/feed.ts';
import { keep, revive, type Kept } from '#core/diagnose/kept.ts';
import { FIRST_PLAIN, textsOf } from '#core/diagnose/literals.ts';
import { maskedHost, renumbered } from '#core/diagnose/masked.ts';
import { KernelScanner } from '#core/diagnose/kernel-scanner.ts';
import { PlainScanner } from '#core/diagnose/plain-scanner.ts';
import type { Dockerfile } from '#core/diagnose/place.ts';
import type { AnyCondition, Stage } from '#core/model/condition.ts';
import type { Diagnosis } from '#core/model/diagnosis.ts';
import type { Chunk } from '#core/model/input.ts';
import type { StepMemory } from '#core/model/memory.ts';
import type { Host } from '#core/model/probe.ts';
import type { Registry } from '#core/model/registry.ts';
import type { Text } from '#core/model/text.ts';
import { readBundle } from '#core/parse/dockerbuild/bundle.ts';
import { parseInstructions } from '#core/parse/dockerfile/instructions.ts';
import { OPENINGS } from '#core/parse/logs/read-log.ts';
import { startKernel } from '#core/read/kernel.ts';
import type { Scanner } from '#core/read/survey.ts';
import { attribute, type MeasuredGroup } from '#core/diagnose/step-memory.ts';
import { TimeCollector, type Clocked } from '#core/diagnose/timing/collect.ts';
import { timingOf } from '#core/diagnose/timing/timing.ts';
import type { LogEvent } from '#core/model/event.ts';
import type { Timing } from '#core/model/timing.ts';
import { createMasker, type Masker } from '#core/redact.ts';
import { load, registry } from '#kb/registry.gen.ts';

export type { Traced };

/** What is known: what the scanner looks for, and the conditions behind it, each loaded when it is wanted. */
export interface KnowledgeBase {
  readonly registry: Registry;
  readonly load: (id: string, stage: Stage) => Promise<AnyCondition | undefined>;
}

/** A log as it was read: what was kept of it, what is known of where it comes from, and what could not be read. */
export interface Reading extends Provenance {
  readonly kept: Kept;
  readonly limits: readonly Text[];
  readonly input: Diagnosis['input'];
}

/** What is known of a log beside its text, by whoever made or chose it. */
export interface Provenance {
  /** The stack whose containers were asked for it. */
  readonly stack?: Stack;
  readonly notes?: readonly Text[];
  readonly limits?: readonly Text[];
  /** How the command ended that printed it. */
  readonly ended?: Ended;
  /** Tell where the time went too. */
  readonly isTimed?: boolean;
  /** Control groups that came up while it ran: what its build steps took. */
  readonly groups?: readonly MeasuredGroup[];
}

/** Of a log whose times were wanted: the memory that its measured steps took. */
export interface Watched extends Traced {
  readonly samples?: readonly StepMemory[];
}

/** What is made of a log that drydock put together itself: a diagnosis, or a capture of all that led to it. */
export type Judge = (log: AsyncIterable<Uint8Array>, host: Host, provenance: Provenance) => Promise<Traced>;

/** Diagnoses a log that arrives in chunks of bytes (UTF-8; see `core/read/encoding.ts` for the rest), or build records. */
export async function diagnoseLog(
  chunks: AsyncIterable<Chunk>,
  host: Host | null,
  base: KnowledgeBase = KNOWN,
  provenance: Provenance = {},
): Promise<Watched> {
  const masker = createMasker();
  const times = provenance.isTimed === true ? new TimeCollector() : null;
  const reading = await readLog(chunks, host, masker, base, times);
  const limits = [...(provenance.limits ?? []), ...reading.limits];
  const clocked = times?.finish() ?? [];
  const samples = samplesOf(clocked, provenance.groups ?? []);
  const asked = host === null ? null : knowing(samples, maskedHost(host, masker));
  const traced = await concludeFrom({ ...reading, ...provenance, limits }, asked, base);
  if (times === null) return traced;
  return { ...traced, samples, diagnosis: { ...traced.diagnosis, timing: await timed(clocked, asked) } };
}

function samplesOf(clocked: readonly Clocked[], groups: readonly MeasuredGroup[]): readonly StepMemory[] {
  const steps = clocked.map(({ event: { name }, status }) => ({ name, isWhole: status === 'done' }));
  return attribute(groups, steps);
}

/** The run that is diagnosed is measured, too, before anything of it is kept. */
export function knowing(samples: readonly StepMemory[], host: Host): Host {
  if (samples.length === 0) return host;
  return {
    ...host,
    ask: async (probe, about) => {
      const seen = await host.ask(probe, about);
      if (probe !== 'project.stepMemory') return seen;
      const earlier = seen.ok ? (seen.answer as readonly StepMemory[]) : [];
      return { ok: true, answer: [...earlier, ...samples], where: 'drydock build' } as typeof seen;
    },
  };
}

/** Reads a log to its end. Secrets stay behind: those of the forms that are known, and those the host has come upon. */
export async function readLog(
  chunks: AsyncIterable<Chunk>,
  host: Host | null,
  masker: Masker,
  base: KnowledgeBase = KNOWN,
  times: TimeCollector | null = null,
): Promise<Reading> {
  const scanner = scannerOf(base);
  const collector = new Collector(scanner, FIRST_PLAIN);
  const emit = times === null ? collector.take : both(collector, times);
  const feed = new LogFeed(scanner, collector, emit);
  let bundled = 0;
  let bytes = 0;
  const limits: Text[] = [];
  const formats = new Set<string>();
  for await (const chunk of chunks) {
    if ('tar' in chunk) {
      const read = readBundle(chunk.tar, emit);
      bundled += read.lines;
      bytes += chunk.tar.length;
      limits.push(...read.problems);
      formats.add('dockerbuild');
      continue;
    }
    bytes += chunk.length;
    feed.push(chunk);
  }
  feed.end();
  masker.learn((await host?.secrets?.()) ?? []);
  return {
    kept: keep(collector.finish(), textsIn(base), masker),
    limits: feed.cut > 0 ? [...limits, cutShort(feed.cut)] : limits,
    input: { formats: [...feed.formats, ...formats], lines: feed.lines + bundled, bytes },
  };
}

function both(collector: Collector, times: TimeCollector): (event: LogEvent) => void {
  return (event) => {
    collector.take(event);
    if (event.kind !== 'output') times.take(event);
  };
}

/** Where the time went, with what host and project tell of memory, processors and earlier runs. */
async function timed(steps: readonly Clocked[], host: Host | null): Promise<Timing | null> {
  if (host === null) return timingOf(steps, { dockerfile: null });
  const [dockerfile, info, samples] = await Promise.all([
    readDockerfile(host, undefined),
    host.ask('engine.info', {}),
    host.ask('project.stepMemory', {}),
  ]);
  return timingOf(steps, {
    dockerfile,
    ...(info.ok && { memory: info.answer.memory, processors: info.answer.cpus }),
    ...(samples.ok && { samples: samples.answer }),
  });
}

/** Where input that is read to be diagnosed is best put: from there it need not be copied. */
export function inputRoom(base: KnowledgeBase = KNOWN): Uint8Array {
  return scannerOf(base).room;
}

/** From what was kept to the diagnosis. The host's answers are taken as they come: see `maskedHost`. */
export async function concludeFrom(
  { kept, stack, notes = [], limits, input, ended }: Reading,
  host: Host | null,
  base: KnowledgeBase = KNOWN,
): Promise<Traced> {
  const positions = numbersOf(kept, textsIn(base));
  const observed = revive(kept, positions);
  const conditions = await loadConditions(observed, base);
  const { diagnosis, matched } = await diagnose({
    observed,
    knowledge: { conditions, literals: positions },
    host,
    dockerfile: host === null ? null : await readDockerfile(host, observed.sources[0]?.file),
    stack: stack ?? null,
    notes,
    limits,
    input,
    ended,
  });
  return { diagnosis: renumbered(diagnosis), matched };
}

/** Of the literals that were found, and of no others. */
function numbersOf({ hits }: Kept, texts: readonly string[]): ReadonlyMap<string, number> {
  const found = new Set(hits.flatMap(({ literals }) => literals));
  const numbers = new Map<string, number>();
  // By index: an iterator makes three objects of each of thousands.
  for (let number = 0; number < texts.length; number++) {
    const literal = texts[number] as string;
    if (found.has(literal)) numbers.set(literal, number);
  }
  return numbers;
}

const texts = new WeakMap<KnowledgeBase, readonly string[]>();

/** The literals of a knowledge base, taken apart once per process. */
function textsIn(base: KnowledgeBase): readonly string[] {
  let known = texts.get(base);
  if (known === undefined) texts.set(base, (known = textsOf(base.registry)));
  return known;
}

const KNOWN: KnowledgeBase = { registry, load };

const scanners = new WeakMap<KnowledgeBase, Scanner>();

/** The scanner of a knowledge base, built once per process. */
function scannerOf(base: KnowledgeBase): Scanner {
  const known = scanners.get(base);
  if (known !== undefined) return known;
  const kernel = startKernel();
  const scanner =
    kernel === null ? new PlainScanner(base.registry, OPENINGS) : new KernelScanner(kernel, base.registry, OPENINGS);
  scanners.set(base, scanner);
  return scanner;
}

/** Loads the conditions that could fit, in the order of the registry: a literal of theirs was found, or a typed fact they look for. */
async function loadConditions(observed: Asked['observed'], base: KnowledgeBase): Promise<readonly AnyCondition[]> {
  const found = new Set(observed.hits.flatMap((hit) => hit.literals));
  const typed = new Set([
    ...observed.errors.flatMap(({ exitCode, grpc }) => [`exit:${exitCode ?? ''}`, `grpc:${grpc ?? ''}`]),
    ...[...observed.services.values()].flatMap(({ state, exitCode }) => [`state:${state}`, `exit:${exitCode ?? ''}`]),
  ]);
  const isFound = (literal: number): boolean => found.has(literal);
  const isTyped = (fact: string): boolean => typed.has(fact);
  // By index: taken apart as lists, rows would cost several objects each, and there are hundreds of them.
  const wanted = base.registry.rows.filter((row) => row[2].some(isFound) || row[3].some(isTyped));
  const loaded = await Promise.all(wanted.map(([id, stage]) => base.load(id, stage)));
  return loaded.filter((condition) => condition !== undefined);
}

async function readDockerfile(host: Host, named: string | undefined): Promise<Dockerfile | null> {
  // Bake shows excerpts of its own file in the same way.
  const isBake = /\.(?:hcl|json|ya?ml)$/.test(named ?? '');
  for (const path of new Set([isBake ? 'Dockerfile' : (named ?? 'Dockerfile'), 'Dockerfile'])) {
    const seen = await host.readText(path);
    if (seen.ok) return { path, text: seen.answer, instructions: parseInstructions(seen.answer) };
  }
  return null;
}

function cutShort(bytes: number): Text {
  return {
    en: `${bytes} bytes in the middle of over-long lines were not read.`,
    zh: `过长的行中间有 ${bytes} 字节没有读取。`,
  };
}
