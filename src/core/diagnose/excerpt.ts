import type { LogLine } from '../model/diagnosis.ts';
import type { ErrorEvent, OutputEvent, TextEvent } from '../model/event.ts';
import type { Observed } from './collect.ts';
import type { Located } from './locate.ts';
import { shapeOf } from './match.ts';
import { telling } from './telling.ts';

const MAX_LINES = 12;
const MAX_WIDTH = 800;
/** Of a longer line this much of its beginning is shown, and its end: messages put the reason last. */
const HEAD_WIDTH = 300;

/** Exit codes that say more than that something failed: those of shells, and signals. */
const TELLING_EXIT = 126;
const KERNEL = /^\[ *\d+\.\d+\] /;

interface Shown {
  readonly line: number;
  readonly text: string;
  readonly raw?: string;
}

/**
 * At most 12 lines: those that carry the root, the step's own error, those that sound most like a reason (the first one of
 * them too, since what follows an error often follows from it), and the last ones before the end. Repetitions once.
 */
export function excerpt(observed: Observed, located: Located, carrying: readonly TextEvent[]): readonly LogLine[] {
  const own = outputOf(observed, located);
  const page = new Page();
  for (const event of carrying) page.add(event);
  const error = located.step?.errors[0] ?? located.error;
  // A step's own message ("…: not found") may be all there is; a bare exit code adds nothing to output.
  if (error !== null && (error.text !== '' || own.length === 0 || isTelling(error))) page.add(error);
  const candidates = own
    .map((event, index) => ({ event, index, weight: telling(event.text) }))
    .filter(({ weight }) => weight > 0);
  const ranked = candidates.toSorted((a, b) => b.weight - a.weight || b.index - a.index).map(({ event }) => event);
  const first = candidates.find(({ weight }) => weight >= 4)?.event;
  if (first !== undefined) page.add(first);
  for (const event of spread(ranked).slice(0, 5)) page.add(event);
  const said = own.filter(({ text }) => text.trim() !== '');
  for (const event of said.slice(-2)) page.add(event);
  // What stands around the most telling line often says it in full.
  for (const event of ranked.slice(0, 1)) for (const near of [-1, 1]) page.add(own[own.indexOf(event) + near]);
  for (const event of ranked) page.add(event);
  for (const other of observed.errors) if (other.text !== '') page.add(other);
  for (const event of around(observed, located)) page.add(event);
  if (error !== null && candidates.length === 0) page.add(error);
  for (const event of said.slice(-MAX_LINES).toReversed()) page.add(event);
  return page.lines;
}

class Page {
  readonly #lines: LogLine[] = [];
  readonly #shapes = new Set<string>();

  add(event: Shown | undefined): void {
    if (event === undefined || this.#lines.length >= MAX_LINES) return;
    const text = clean(event.raw ?? event.text);
    const shape = shapeOf(text);
    // One line of the input can hold many lines of a program (rawjson, an API stream): only the text tells them apart.
    if (text.trim() === '' || this.#shapes.has(shape)) return;
    this.#shapes.add(shape);
    this.#lines.push({ line: event.line, text });
  }

  get lines(): readonly LogLine[] {
    return this.#lines.toSorted((a, b) => a.line - b.line);
  }
}

function isTelling({ exitCode }: ErrorEvent): boolean {
  return exitCode !== undefined && exitCode >= TELLING_EXIT;
}

/** Beyond the failing step: the engine, the kernel, what Compose said of its containers and warned of. */
function around(
  { daemon, unknown, warnings, services }: Observed,
  { step, services: troubled }: Located,
): readonly Shown[] {
  const engine = daemon.filter(({ level }) => level !== 'warning');
  const said = (engine.length > 0 ? engine : daemon).map((event, index) => ({
    event,
    index,
    weight: telling(event.text),
  }));
  const kernel = unknown.lines.filter(({ text }) => KERNEL.test(text));
  const states = (troubled.length > 0 ? troubled : [...services.values()]).flatMap(({ events }) => [
    events.exit,
    events.state,
  ]);
  return [
    ...said.toSorted((a, b) => b.weight - a.weight || b.index - a.index).map(({ event }) => event),
    ...kernel.slice(-4),
    ...(step === null ? warnings.slice(0, 3) : []),
    ...states.filter((event) => event !== undefined).slice(0, 4),
  ];
}

/** At most two lines of one beginning: forty `npm ERR!` must not push out the one line of the program before them. */
function spread(events: readonly OutputEvent[]): readonly OutputEvent[] {
  const counts = new Map<string, number>();
  return events.filter(({ text }) => {
    const beginning = text.trimStart().slice(0, 8);
    const count = (counts.get(beginning) ?? 0) + 1;
    counts.set(beginning, count);
    return count <= 2;
  });
}

function outputOf(observed: Observed, located: Located): readonly OutputEvent[] {
  if (located.step !== null) return located.step.output.lines;
  const services = located.services.flatMap(({ output }) => output.lines);
  if (services.length > 0) return services;
  const running = [...observed.steps.values()].filter(({ key }) => located.suspects.has(key));
  const steps = running.flatMap(({ output }) => output.lines);
  if (steps.length > 0) return steps;
  const all = [...observed.services.values()].flatMap(({ output }) => output.lines);
  return all.length > 0 ? all : observed.unknown.lines;
}

function clean(text: string): string {
  if (text.length <= MAX_WIDTH) return text;
  return `${text.slice(0, HEAD_WIDTH)} … ${text.slice(HEAD_WIDTH + 3 - MAX_WIDTH)}`;
}
