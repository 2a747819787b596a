import type {
  DaemonEvent,
  EndEvent,
  ErrorEvent,
  ExitEvent,
  LogEvent,
  OutputEvent,
  SourceEvent,
  StateEvent,
  StepEvent,
  TextEvent,
  WarningEvent,
} from '../model/event.ts';
import type { Scanner } from '../read/survey.ts';
import { Hits, type Hit, type QuietLine } from './hits.ts';
import { Rooms } from './rooms.ts';
import { Tail, type QuietLines } from './tail.ts';

const MAX_ERRORS = 500;
const MAX_WARNINGS = 200;
const MAX_STEPS = 20_000;
/** Failed steps of which the output is kept; one of the first is the one that is told of, of the others literals are enough. */
const MAX_FAILED_OUTPUTS = 100;
const MAX_SERVICES = 5000;
const MAX_DAEMON = 200;
const MAX_ENDS = 200;
const MAX_SOURCES = 200;

export interface Step {
  readonly key: string;
  event: StepEvent;
  status: 'running' | 'done' | 'cached' | 'canceled' | 'error';
  endLine: number;
  /** Empty once the step ended well, or far too many others failed: what it said is no evidence. */
  readonly output: Tail;
  readonly errors: ErrorEvent[];
}

export interface Service {
  readonly name: string;
  /** Compose's last word on the container, lower-cased; `unhealthy` and `exited` are kept once seen. */
  state: string;
  exitCode: number | undefined;
  stateLine: number;
  /** The last word on the container and its last exit, as events that typed signatures can look at. */
  readonly events: { state?: StateEvent; exit?: ExitEvent };
  readonly output: Tail;
}

/** What is left of a log after it went by: enough to locate, match and explain, in bounded memory. */
export interface Observed {
  readonly steps: ReadonlyMap<string, Step>;
  readonly services: ReadonlyMap<string, Service>;
  /** Errors in the order of the log, of steps and of everything else. */
  readonly errors: readonly ErrorEvent[];
  readonly warnings: readonly WarningEvent[];
  readonly sources: readonly SourceEvent[];
  readonly ends: readonly EndEvent[];
  /** The newest lines of the engine's own log, warnings and worse. */
  readonly daemon: readonly DaemonEvent[];
  /** Lines that belong to no step and no container. */
  readonly unknown: Tail;
  readonly hits: readonly Hit[];
}

export class Collector {
  readonly #scanner: Pick<Scanner, 'scan'>;
  readonly #steps = new Map<string, Step>();
  readonly #alias = new Map<string, string>();
  readonly #services = new Map<string, Service>();
  readonly #errors: ErrorEvent[] = [];
  readonly #warnings: WarningEvent[] = [];
  readonly #sources: SourceEvent[] = [];
  readonly #ends: EndEvent[] = [];
  readonly #daemon: DaemonEvent[] = [];
  readonly #rooms: Rooms;
  readonly #unknown: Tail;
  #failed = 0;
  /** Tails that refer to the block at hand. */
  readonly #unsettled: Tail[] = [];
  /** Hits by the step or service they are in; a step that ends well takes its hits with it. */
  readonly #hits = new Map<string, Hits>();
  readonly #firstPlain: number;

  /**
   * `firstPlain`: of literals from this one on a line's bytes tell as much as its text, see `note`. Of many logs that come in
   * side by side all may use the same `rooms`.
   */
  constructor(scanner: Pick<Scanner, 'scan'>, firstPlain = Infinity, rooms = new Rooms()) {
    this.#scanner = scanner;
    this.#firstPlain = firstPlain;
    this.#rooms = rooms;
    this.#unknown = new Tail(rooms);
  }

  take = (event: LogEvent): void => {
    switch (event.kind) {
      case 'step':
        this.#step(event);
        return;
      case 'step-end':
        this.#end(event.step, event.status, event.line);
        return;
      case 'output':
        this.#output(event);
        return;
      case 'error':
        this.#error(event);
        return;
      case 'warning':
        if (this.#warnings.length < MAX_WARNINGS) this.#warnings.push(event);
        this.#look(event, 'warnings');
        return;
      case 'source':
        if (this.#sources.length < MAX_SOURCES) this.#sources.push(event);
        return;
      case 'state':
        this.#state(event);
        return;
      case 'exit':
        this.#exit(event);
        return;
      case 'daemon':
        this.#daemon.push(event);
        if (this.#daemon.length > MAX_DAEMON) this.#daemon.shift();
        this.#look(event, 'daemon');
        return;
      case 'end':
        this.#ends.push(event);
        if (this.#ends.length > MAX_ENDS) this.#ends.shift();
        return;
      case 'progress':
        return;
    }
  };

  /** Output of a step in which no literal is left to be found. */
  takeQuiet(key: string, lines: QuietLines): void {
    const step = this.#find(key);
    if (step?.output.pushQuiet(lines) === true) this.#unsettled.push(step.output);
  }

  /** Of a line of a step in which literals stand its bytes are kept, and read if the step turns out to matter: most end well. */
  note(key: string, literals: readonly number[], line: QuietLine): void {
    const step = this.#find(key);
    if (step === undefined) return;
    this.#hitsIn(step.key).note(literals, line);
  }

  /** Must the text of a line be looked at in which the literal stands? */
  isTelling(literal: number): boolean {
    return literal < this.#firstPlain;
  }

  /** What was found in the step so far. */
  hitsOf(key: string): Hits | undefined {
    return this.#hits.get(this.#alias.get(key) ?? key);
  }

  /** The block that quiet lines refer to is about to go. */
  settle(): void {
    for (const tail of this.#unsettled) tail.settle();
    this.#unsettled.length = 0;
  }

  finish(): Observed {
    this.settle();
    const scan = (text: string): readonly number[] => this.#scanner.scan(text);
    for (const [key, hits] of this.#hits) hits.readNotes(key, scan, () => this.#find(key)?.output.lines ?? []);
    return {
      steps: this.#steps,
      services: this.#services,
      errors: this.#errors,
      warnings: this.#warnings,
      sources: this.#sources,
      ends: this.#ends,
      daemon: this.#daemon,
      unknown: this.#unknown,
      hits: [...this.#hits.values()].flatMap(({ all }) => all).toSorted((a, b) => a.event.line - b.event.line),
    };
  }

  #step(event: StepEvent): void {
    if (event.repeats === true) {
      const original = this.#original(event);
      if (original !== undefined) {
        this.#alias.set(event.step, original.key);
        // A terminal cuts names at its width; the excerpt has the whole one.
        if (event.name.length > original.event.name.length) original.event = { ...event, step: original.key };
        return;
      }
    }
    const known = this.#steps.get(event.step);
    // A log that begins in the middle of a step names it later.
    if (known !== undefined && known.event.name === '') known.event = event;
    if (known !== undefined || this.#steps.size >= MAX_STEPS) return;
    this.#steps.set(event.step, {
      key: event.step,
      event,
      status: 'running',
      endLine: event.line,
      output: new Tail(this.#rooms),
      errors: [],
    });
  }

  #original(event: StepEvent): Step | undefined {
    const candidates = [...this.#steps.values()].filter(
      ({ event: { name, index, stage } }) =>
        index === event.index &&
        (stage === undefined || event.stage === undefined || stage === event.stage) &&
        name !== '' &&
        (name === event.name || (name.length >= 8 && event.name.startsWith(name))),
    );
    return candidates.findLast(({ status }) => status === 'error') ?? candidates.at(-1);
  }

  #end(key: string, status: Step['status'], line: number): void {
    const step = this.#find(key);
    if (step === undefined || (step.status === 'error' && status !== 'error')) return;
    if (status === 'error' && step.status !== 'error' && ++this.#failed > MAX_FAILED_OUTPUTS) step.output.drop();
    step.status = status;
    step.endLine = line;
    if (status === 'done' || status === 'cached') {
      this.#hits.get(step.key)?.drop();
      this.#hits.delete(step.key);
      step.output.drop();
    }
  }

  #find(key: string | undefined): Step | undefined {
    return key === undefined ? undefined : this.#steps.get(this.#alias.get(key) ?? key);
  }

  #output(event: OutputEvent): void {
    if (event.by === 'step') {
      const step = this.#find(event.step);
      if (step === undefined) return;
      if (
        event.repeat === true &&
        this.#alias.has(event.step as string) &&
        step.output.total > 0 &&
        !this.#onlyRepeats(step)
      ) {
        return;
      }
      const own = event.step === step.key ? event : { ...event, step: step.key };
      step.output.push(own);
      this.#look(own, step.key);
    } else if (event.service !== undefined) {
      this.#service(event.service).output.push(event);
      this.#look(event, `service ${event.service}`);
    } else {
      this.#unknown.push(event);
      this.#look(event, 'unknown');
    }
  }

  #onlyRepeats(step: Step): boolean {
    return step.output.lines[0]?.repeat === true;
  }

  #error(event: ErrorEvent): void {
    const step = this.#find(event.step);
    const own = step === undefined || step.key === event.step ? event : { ...event, step: step.key };
    if (step !== undefined && step.errors.length < 20) {
      step.errors.push(own);
      if (step.status !== 'error') this.#end(step.key, 'error', event.line);
    }
    if (this.#errors.length < MAX_ERRORS) this.#errors.push(own);
    this.#look(own, step?.key ?? (event.service === undefined ? 'errors' : `service ${event.service}`));
  }

  #service(name: string): Service {
    let service = this.#services.get(name);
    if (service === undefined) {
      service = { name, state: '', exitCode: undefined, stateLine: 0, events: {}, output: new Tail(this.#rooms) };
      if (this.#services.size < MAX_SERVICES) this.#services.set(name, service);
    }
    return service;
  }

  #state(event: StateEvent): void {
    const service = this.#service(event.service);
    if (service.state === 'unhealthy') return;
    service.state = event.state;
    service.stateLine = event.line;
    service.events.state = event;
  }

  #exit(event: ExitEvent): void {
    const service = this.#service(event.service);
    service.exitCode = event.exitCode;
    service.stateLine = event.line;
    service.events.exit = event;
  }

  #look(event: TextEvent, scope: string): void {
    const literals = this.#scanner.scan(event.text);
    if (literals.length === 0) return;
    this.#hitsIn(scope).add({ event, literals });
  }

  #hitsIn(scope: string): Hits {
    let hits = this.#hits.get(scope);
    if (hits === undefined) this.#hits.set(scope, (hits = new Hits(this.#rooms)));
    return hits;
  }
}
