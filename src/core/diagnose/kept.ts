import type {
  DaemonEvent,
  EndEvent,
  ErrorEvent,
  ExitEvent,
  OutputEvent,
  SourceEvent,
  StateEvent,
  StepEvent,
  TextEvent,
  WarningEvent,
} from '../model/event.ts';
import type { Masker } from '../redact.ts';
import { KeyLines } from '../redact/pem.ts';
import { inStrings } from './masked.ts';
import type { Observed, Service, Step } from './collect.ts';
import { Tail } from './tail.ts';

/**
 * What was kept of a log, without secrets and as plain data: nothing behind this point sees a log in any other form, so a
 * capture of it leads to the same diagnosis. Events that several lists share stand once; the lists hold their positions.
 */
export interface Kept {
  readonly events: readonly TextEvent[];
  readonly steps: readonly {
    readonly key: string;
    readonly event: StepEvent;
    readonly status: Step['status'];
    readonly endLine: number;
    readonly output: readonly number[];
    readonly errors: readonly number[];
  }[];
  readonly services: readonly {
    readonly name: string;
    readonly state: string;
    readonly exitCode?: number;
    readonly stateLine: number;
    readonly lastState?: number;
    readonly lastExit?: number;
    readonly output: readonly number[];
  }[];
  readonly errors: readonly number[];
  readonly warnings: readonly number[];
  readonly daemon: readonly number[];
  readonly unknown: readonly number[];
  readonly sources: readonly SourceEvent[];
  readonly ends: readonly EndEvent[];
  /** Events in which literals of the knowledge base were found. */
  readonly hits: readonly { readonly event: number; readonly literals: readonly string[] }[];
}

/** Takes the secrets out of what was observed and writes it down. */
export function keep(observed: Observed, literals: readonly string[], masker: Masker): Kept {
  const writer = new Writer(masker);
  const { steps, services, errors, warnings, sources, ends, daemon, unknown, hits } = observed;
  const kept = {
    steps: [...steps.values()].map((step) => writer.step(step)),
    services: [...services.values()].map((service) => writer.service(service)),
    errors: writer.all(errors),
    warnings: writer.all(warnings),
    daemon: writer.all(daemon),
    unknown: writer.tail(unknown.lines),
    sources: sources.map((source) => writer.source(source)),
    ends,
    hits: hits.map(({ event, literals: found }) => ({
      event: writer.one(event),
      literals: found.map((literal) => literals[literal] as string),
    })),
  };
  return { events: writer.events, ...kept };
}

/** The same observation again. Literals that today's knowledge base no longer has are dropped. */
export function revive(kept: Kept, literals: ReadonlyMap<string, number>): Observed {
  const at = <E extends TextEvent>(positions: readonly number[]): E[] =>
    positions.map((position) => kept.events[position]).filter((event) => event !== undefined) as E[];
  const tail = (positions: readonly number[]): Tail => {
    const lines = new Tail();
    for (const event of at<OutputEvent>(positions)) lines.push(event);
    return lines;
  };
  return {
    steps: new Map(
      kept.steps.map(({ output, errors, ...step }) => [
        step.key,
        { ...step, output: tail(output), errors: at<ErrorEvent>(errors) },
      ]),
    ),
    services: new Map(
      kept.services.map(({ name, state, exitCode, stateLine, lastState, lastExit, output }) => [
        name,
        {
          name,
          state,
          exitCode,
          stateLine,
          events: {
            ...(lastState !== undefined && { state: kept.events[lastState] as StateEvent }),
            ...(lastExit !== undefined && { exit: kept.events[lastExit] as ExitEvent }),
          },
          output: tail(output),
        },
      ]),
    ),
    errors: at<ErrorEvent>(kept.errors),
    warnings: at<WarningEvent>(kept.warnings),
    daemon: at<DaemonEvent>(kept.daemon),
    unknown: tail(kept.unknown),
    sources: kept.sources,
    ends: kept.ends,
    hits: kept.hits
      .map(({ event, literals: found }) => ({
        event: kept.events[event] as TextEvent,
        literals: found.map((literal) => literals.get(literal)).filter((literal) => literal !== undefined),
      }))
      .filter((hit) => hit.event !== undefined && hit.literals.length > 0),
  };
}

class Writer {
  readonly events: TextEvent[] = [];
  readonly #masker: Masker;
  readonly #positions = new Map<TextEvent, number>();

  constructor(masker: Masker) {
    this.#masker = masker;
  }

  one(event: TextEvent, isKey = false): number {
    const known = this.#positions.get(event);
    if (known !== undefined) return known;
    const position = this.events.push(isKey ? this.#hidden(event) : this.#masked(event)) - 1;
    this.#positions.set(event, position);
    return position;
  }

  all(events: readonly TextEvent[]): readonly number[] {
    return events.map((event) => this.one(event));
  }

  /** Lines of one speaker in a row: a private key among them goes as a whole. */
  tail(lines: readonly OutputEvent[]): readonly number[] {
    const keys = new KeyLines();
    return lines.map((event) => this.one(event, keys.isBody(event.text)));
  }

  step({ key, event, status, endLine, output, errors }: Step): Kept['steps'][number] {
    const { mask } = this.#masker;
    return {
      key,
      event: { ...event, name: mask(event.name) },
      status,
      endLine,
      output: this.tail(output.lines),
      errors: this.all(errors),
    };
  }

  service({ name, state, exitCode, stateLine, events, output }: Service): Kept['services'][number] {
    return {
      name,
      state,
      ...(exitCode !== undefined && { exitCode }),
      stateLine,
      ...(events.state !== undefined && { lastState: this.one(events.state) }),
      ...(events.exit !== undefined && { lastExit: this.one(events.exit) }),
      output: this.tail(output.lines),
    };
  }

  source(source: SourceEvent): SourceEvent {
    const keys = new KeyLines();
    return {
      ...source,
      excerpt: source.excerpt.map((row) => ({
        ...row,
        text: keys.isBody(row.text) ? this.#masker.hide(row.text) : this.#masker.mask(row.text),
      })),
    };
  }

  #masked(event: TextEvent): TextEvent {
    const { mask } = this.#masker;
    const text = mask(event.text);
    if (event.kind === 'state' && event.inspected !== undefined) {
      return { ...event, text, inspected: inStrings(event.inspected, mask) };
    }
    if (event.kind !== 'error') return text === event.text ? event : { ...event, text };
    return {
      ...event,
      text,
      raw: mask(event.raw),
      ...(event.command !== undefined && { command: mask(event.command) }),
    };
  }

  #hidden(event: TextEvent): TextEvent {
    return { ...event, text: this.#masker.hide(event.text.trim()) };
  }
}
