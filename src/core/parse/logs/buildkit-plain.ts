import type { Emit } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import { peel } from '../peel.ts';
import type { LogFormat, LogParser, Quiet } from './format.ts';
import { statusOf } from './status-line.ts';
import { parseVertexName } from './vertex-name.ts';

// Grammar: buildkit util/progress/progressui/printer.go (textMux). Order of the checks matters.
const VERTEX = /^#(\d+) (.*)$/s;
const LOG = /^(?:-?\d+(?:\.\d+)?) (.*)$/s;
const LOG_LINE = /^#\d+ -?\d+(?:\.\d+)? (.*)$/s;
const LOG_EMPTY = /^-?\d+\.\d{2,3}$/;
const DONE = /^DONE(?: (\d+(?:\.\d+)?)s)?$/;
const STATUS_DONE = / (?:\d+(?:\.\d+)?s )?done$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const BUILDER = /^building with "/;
const TARGET = /^\[([\w.-]+) internal\] /;

interface Vertex {
  readonly key: string;
  /** '' until the log names it: it may begin in the middle. */
  printed: string;
  ended: boolean;
  quiet: Quiet | null;
}

/** `--progress=plain` of BuildKit 0.6 to current, written by buildx, docker build, compose and bake. */
export const buildkitPlain: LogFormat = {
  id: 'buildkit-plain',
  opens: (line) => line.byteAt(0) <= 0x23 && VERTEX.test(line.text),
  start: (emit, region) => new PlainParser(emit, region),
};

class PlainParser implements LogParser {
  readonly #emit: Emit;
  readonly #region: string;
  #vertices = new Map<number, Vertex>();
  #targets = new Set<string>();
  #highest = -1;
  #build = 0;
  #error: { line: number; vertex: Vertex; message: string } | null = null;

  constructor(emit: Emit, region: string) {
    this.#emit = emit;
    this.#region = region;
  }

  take(line: Line): boolean {
    const first = line.byteAt(0);
    // 0 means the text was already asked for; 0x23 is '#'.
    if (first !== 0x23 && first !== 0) return this.#other(line);
    const text = line.text;
    if (!text.startsWith('#')) return this.#other(line);
    const found = VERTEX.exec(text);
    if (found === null) return this.#other(line);
    this.#flush();
    this.#vertex(line.number, Number(found[1]), found[2] as string);
    return true;
  }

  end(): void {
    this.#flush();
  }

  quiet(kind: number): Quiet | null {
    const vertex = this.#error === null ? this.#vertices.get(kind) : undefined;
    if (vertex === undefined) return null;
    const step = vertex.key;
    vertex.quiet ??= {
      step,
      event: ({ text, number }) => {
        return { kind: 'output', line: number, by: 'step', step, text: LOG_LINE.exec(text)?.[1] ?? '' };
      },
    };
    return vertex.quiet;
  }

  /** A line without `#N`: a continued error, a blank between blocks, or the end of our part. */
  #other(line: Line): boolean {
    const text = line.text;
    if (
      this.#error !== null &&
      text !== '' &&
      !/^(?:-{6,}|ERROR: |error: |failed to solve| > |\S+:\d+$|##|\[\+\])/.test(text)
    ) {
      this.#error.message += `\n${text}`;
      return true;
    }
    this.#flush();
    if (text === '') return true;
    // BuildKit up to 0.11 continued a partial line of a program without its number.
    return false;
  }

  #vertex(line: number, n: number, rest: string): void {
    const known = this.#vertices.get(n);
    if (rest === '...') return;
    if (known !== undefined && rest !== '' && (rest === known.printed || DIGEST.test(rest))) {
      // Only the first vertices of a build tell that another one began: a later one may run again within the same build.
      const isAgain = rest === known.printed && n <= 1 && (known.ended || BUILDER.test(rest));
      if (!isAgain) return;
      this.#restart();
    }
    const vertex = this.#vertices.get(n);
    if (vertex === undefined) {
      if (n === 0 || (n === 1 && this.#highest > 1)) this.#restart();
      this.#name(line, n, rest);
      return;
    }
    if (vertex.printed === '' && rest.startsWith('[')) {
      this.#named(line, vertex, rest);
      return;
    }
    const log = LOG.exec(rest);
    if (log !== null) {
      this.#output(line, vertex, log[1] as string);
    } else if (rest === 'CACHED') {
      this.#end(line, vertex, 'cached');
    } else if (rest === 'CANCELED') {
      this.#end(line, vertex, 'canceled');
    } else if (rest.startsWith('ERROR: ')) {
      this.#error = { line, vertex, message: rest.slice('ERROR: '.length) };
    } else if (rest.startsWith('WARN: ')) {
      this.#emit({ kind: 'warning', line, text: rest.slice('WARN: '.length), step: vertex.key });
    } else {
      const done = DONE.exec(rest);
      if (done !== null) this.#end(line, vertex, 'done', done[1]);
      else if (STATUS_DONE.test(rest)) this.#progress(line, vertex, rest);
      else if (LOG_EMPTY.test(rest)) return;
      else if (this.#isNewBuild(n, vertex, rest)) {
        this.#restart();
        this.#name(line, n, rest);
      }
      // Anything else is a status line (download, transfer, export): progress, no evidence.
    }
  }

  /** The same number under another vertex name: somebody ran a second build into the same log. */
  #isNewBuild(n: number, vertex: Vertex, rest: string): boolean {
    return n <= 1 && rest !== vertex.printed && /^(?:\[|building with )/.test(rest);
  }

  #restart(): void {
    this.#build++;
    this.#vertices = new Map();
    this.#highest = -1;
  }

  #name(line: number, n: number, printed: string): void {
    this.#highest = Math.max(this.#highest, n);
    const target = TARGET.exec(printed)?.[1];
    if (target !== undefined) this.#targets.add(target);
    // A log that begins in the middle: the first thing seen of a vertex may be anything but its name.
    const isNameless =
      LOG.test(printed) || DONE.test(printed) || /^(?:CACHED|CANCELED|ERROR: .*|WARN: .*)$/s.test(printed);
    const vertex: Vertex = { key: `${this.#region}.${this.#build}#${n}`, printed: '', ended: false, quiet: null };
    this.#vertices.set(n, vertex);
    if (!isNameless) this.#named(line, vertex, printed);
    else {
      this.#emit({ kind: 'step', line, step: vertex.key, name: '' });
      this.#vertex(line, n, printed);
    }
  }

  #named(line: number, vertex: Vertex, printed: string): void {
    vertex.printed = printed;
    // `#0 building with "x" instance using y driver` is no vertex: it never ends.
    if (BUILDER.test(printed)) return;
    const named = parseVertexName(printed, (word) => this.#targets.has(word));
    this.#emit({ kind: 'step', line, step: vertex.key, ...named });
  }

  #progress(line: number, vertex: Vertex, text: string): void {
    const status = statusOf(text);
    if (status !== null) this.#emit({ kind: 'progress', line, step: vertex.key, ...status });
  }

  #output(line: number, vertex: Vertex, text: string): void {
    this.#emit({ kind: 'output', line, by: 'step', step: vertex.key, text });
  }

  #end(line: number, vertex: Vertex, status: 'done' | 'cached' | 'canceled', seconds?: string): void {
    vertex.ended = true;
    this.#emit({
      kind: 'step-end',
      line,
      step: vertex.key,
      status,
      ...(seconds !== undefined && { seconds: Number(seconds) }),
    });
  }

  #flush(): void {
    if (this.#error === null) return;
    const { line, vertex, message } = this.#error;
    this.#error = null;
    vertex.ended = true;
    const isCanceled = message.endsWith('context canceled');
    this.#emit({ kind: 'step-end', line, step: vertex.key, status: isCanceled ? 'canceled' : 'error' });
    if (!isCanceled) this.#emit({ kind: 'error', line, from: 'step', step: vertex.key, ...peel(message) });
  }
}
