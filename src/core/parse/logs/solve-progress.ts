import type { Emit, OutputEvent, StepEndEvent } from '../../model/event.ts';
import { peeled } from './error-event.ts';
import type { Line } from '../../read/line.ts';
import type { Quiet } from './format.ts';
import { lineText, TextLines } from './text-lines.ts';
import { parseVertexName } from './vertex-name.ts';

/** BuildKit's `client.SolveStatus` (client/graph.go), whether it came as JSON or as protobuf. */
export interface SolveStatus {
  readonly vertexes: readonly SolveVertex[];
  readonly logs: readonly SolveLog[];
  readonly warnings: readonly SolveWarning[];
  readonly statuses?: readonly SolveProgressStatus[];
}

export interface SolveVertex {
  readonly digest: string;
  readonly inputs: readonly string[];
  readonly name: string;
  readonly isStarted: boolean;
  readonly isCompleted: boolean;
  readonly isCached: boolean;
  readonly error: string;
  /** Milliseconds since the epoch. */
  readonly started?: number | undefined;
  readonly completed?: number | undefined;
}

/** A part of a step: a download, a transfer, an export. */
export interface SolveProgressStatus {
  readonly vertex: string;
  readonly id: string;
  readonly bytes: number;
  readonly started?: number | undefined;
  readonly completed?: number | undefined;
}

export interface SolveLog {
  readonly vertex: string;
  /** 1 is stdout, 2 is stderr. */
  readonly stream: number;
  readonly data: Uint8Array;
}

export interface SolveWarning {
  readonly vertex: string;
  readonly short: string;
  readonly sourceLine: number | undefined;
}

interface Vertex {
  readonly key: string;
  name: string;
  inputs: readonly string[];
  isShown: boolean;
  end: StepEndEvent['status'] | null;
  started: number | undefined;
  completed: number | undefined;
  readonly streams: Map<number, TextLines>;
  quiet: Quiet | null;
}

const MAX_VERTICES = 20_000;
const TARGET = /^\[([\w.-]+) internal\] /;

/** The vertex table of one build: the same vertex comes again at each change. */
export class SolveProgress {
  readonly #emit: Emit;
  readonly #region: string;
  readonly #vertices = new Map<string, Vertex>();
  readonly #targets = new Set<string>();

  constructor(emit: Emit, region: string) {
    this.#emit = emit;
    this.#region = region;
  }

  take(status: SolveStatus, line: () => number): void {
    for (const vertex of status.vertexes) this.#note(vertex);
    for (const log of status.logs) this.#log(log, line);
    for (const one of status.statuses ?? []) this.#status(one, line);
    for (const vertex of status.vertexes) this.#change(vertex, line);
    for (const { vertex, short, sourceLine } of status.warnings) {
      const step = this.#vertices.get(vertex)?.key;
      this.#emit({
        kind: 'warning',
        line: line(),
        text: short,
        ...(sourceLine !== undefined && { sourceLine }),
        ...(step !== undefined && { step }),
      });
    }
  }

  /** Whole lines of the vertex, each in a record that `read` reads, would only be its output. See `LogParser.quiet`. */
  quiet(digest: string, read: (line: Line) => SolveLog): Quiet | null {
    const vertex = this.#vertices.get(digest);
    if (vertex === undefined || !vertex.isShown) return null;
    for (const lines of vertex.streams.values()) if (lines.isOpen) return null;
    const step = vertex.key;
    vertex.quiet ??= {
      step,
      event: (line) => {
        const { stream, data } = read(line);
        return output(line.number, step, stream, lineText(data.subarray(0, -1)));
      },
    };
    return vertex.quiet;
  }

  end(line: number): void {
    for (const vertex of this.#vertices.values()) this.#flush(vertex, () => line);
  }

  #get(digest: string): Vertex | undefined {
    let vertex = this.#vertices.get(digest);
    if (vertex === undefined) {
      if (this.#vertices.size >= MAX_VERTICES) return undefined;
      const key = `${this.#region}#${this.#vertices.size + 1}`;
      vertex = {
        key,
        name: '',
        inputs: [],
        isShown: false,
        end: null,
        started: undefined,
        completed: undefined,
        streams: new Map(),
        quiet: null,
      };
      this.#vertices.set(digest, vertex);
    }
    return vertex;
  }

  #note({ digest, name, inputs, started, completed }: SolveVertex): void {
    const vertex = this.#get(digest);
    if (vertex === undefined) return;
    // A step that was begun again was waiting in between: the first start and the last end frame it.
    vertex.started ??= started;
    vertex.completed = completed ?? vertex.completed;
    if (name !== '') vertex.name = name;
    if (inputs.length > 0) vertex.inputs = inputs;
    const target = TARGET.exec(name)?.[1];
    if (target !== undefined) this.#targets.add(target);
  }

  #change({ digest, isStarted, isCompleted, isCached, error }: SolveVertex, line: () => number): void {
    const vertex = this.#get(digest);
    if (vertex === undefined) return;
    if (isStarted || isCompleted || error !== '') this.#show(vertex, line);
    if (!isCompleted && error === '') return;
    this.#flush(vertex, line);
    const end = error !== '' ? this.#failure(vertex, error) : isCached ? 'cached' : 'done';
    if (vertex.end === end) return;
    vertex.end = end;
    const at = line();
    this.#emit({ kind: 'step-end', line: at, step: vertex.key, status: end, ...this.#ran(vertex) });
    if (end === 'error') this.#emit({ kind: 'error', line: at, from: 'step', step: vertex.key, ...peeled(error) });
  }

  #ran({ started, completed, inputs }: Vertex): Pick<StepEndEvent, 'seconds' | 'ran' | 'inputs'> {
    const needs = inputs.flatMap((input) => this.#vertices.get(input)?.key ?? []);
    const known = needs.length > 0 ? { inputs: needs } : {};
    if (started === undefined || completed === undefined || completed < started) return known;
    return { ...known, seconds: (completed - started) / 1000, ran: { from: started, to: completed } };
  }

  #status({ vertex, id, bytes, started, completed }: SolveProgressStatus, line: () => number): void {
    const step = this.#vertices.get(vertex)?.key;
    if (step === undefined || completed === undefined) return;
    const seconds = started === undefined ? undefined : Math.max(0, completed - started) / 1000;
    this.#emit({
      kind: 'progress',
      line: line(),
      step,
      name: id,
      ...(bytes > 0 && { bytes }),
      ...(seconds !== undefined && { seconds }),
    });
  }

  /** A vertex that could not run because one of its inputs failed has not failed itself. */
  #failure({ inputs }: Vertex, error: string): 'error' | 'canceled' {
    if (error.endsWith('context canceled')) return 'canceled';
    return inputs.some((input) => this.#vertices.get(input)?.end === 'error') ? 'canceled' : 'error';
  }

  #show(vertex: Vertex, line: () => number): void {
    if (vertex.isShown) return;
    vertex.isShown = true;
    const named = parseVertexName(vertex.name, (word) => this.#targets.has(word));
    this.#emit({ kind: 'step', line: line(), step: vertex.key, ...named });
  }

  #log({ vertex: digest, stream, data }: SolveLog, line: () => number): void {
    const vertex = this.#get(digest);
    if (vertex === undefined) return;
    this.#show(vertex, line);
    let lines = vertex.streams.get(stream);
    if (lines === undefined) {
      if (vertex.streams.size >= 4) return;
      lines = new TextLines();
      vertex.streams.set(stream, lines);
    }
    lines.push(data, this.#sink(vertex, stream, line));
  }

  #sink(vertex: Vertex, stream: number, line: () => number): (text: string) => void {
    return (text) => this.#emit(output(line(), vertex.key, stream, text));
  }

  #flush(vertex: Vertex, line: () => number): void {
    // Not in the order in which they came: of a stream whose lines were all whole nobody may have told.
    for (const [stream, lines] of [...vertex.streams].toSorted(([a], [b]) => a - b))
      lines.end(this.#sink(vertex, stream, line));
  }
}

function output(line: number, step: string, stream: number, text: string): OutputEvent {
  const named =
    stream === 1 || stream === 2 ? { stream: stream === 1 ? ('stdout' as const) : ('stderr' as const) } : {};
  return { kind: 'output', line, by: 'step', step, text, ...named };
}
