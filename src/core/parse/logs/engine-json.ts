import type { Emit } from '../../model/event.ts';
import { Line } from '../../read/line.ts';
import { decodeBase64 } from '../base64.ts';
import { solveStatusFromProto } from '../dockerbuild/solve-status.ts';
import { asObject, asText, parseObject, type JsonObject } from '../json.ts';
import { ClassicParser } from './classic.ts';
import { peeled } from './error-event.ts';
import type { LogFormat, LogParser } from './format.ts';
import { SolveProgress } from './solve-progress.ts';

// pkg/jsonmessage: what /build, /images/create and /images/*/push stream. The HTTP status stays 200 after the first byte.
const OPENS = /^\{"(?:stream|status|aux|errorDetail|progressDetail|error|id)":/;
const SUCCESS =
  /^(?:Status: (?:Downloaded newer image|Image is up to date) for |\S+: digest: sha256:[0-9a-f]{64} size: \d+)/;
const MAX_PARTIAL = 64 * 1024;

/** The engine's API stream as docker-py, dockerode, curl or a CI plug-in shows it: one JSON message per line. */
export const engineJson: LogFormat = {
  id: 'engine-json',
  opens: ({ text }) => OPENS.test(text) && isMessage(parseObject(text)),
  start: (emit, region) => new EngineJsonParser(emit, region),
};

function isMessage(object: JsonObject | null): boolean {
  if (object === null) return false;
  if (typeof object['stream'] === 'string') return !('log' in object) && !('time' in object);
  if (object['id'] === 'moby.buildkit.trace') return true;
  if (asObject(object['errorDetail']) !== null) return true;
  if (asObject(object['aux']) !== null) return true;
  return (
    typeof object['status'] === 'string' &&
    ('progressDetail' in object || Object.keys(object).length <= 2) &&
    !('parent_id' in object) &&
    !('text' in object)
  );
}

class EngineJsonParser implements LogParser {
  readonly #emit: Emit;
  readonly #classic: ClassicParser;
  readonly #progress: SolveProgress;
  #partial = '';
  #line = 0;

  constructor(emit: Emit, region: string) {
    this.#emit = emit;
    this.#classic = new ClassicParser(emit, region);
    this.#progress = new SolveProgress(emit, `${region}.trace`);
  }

  take({ text, number }: Line): boolean {
    const object = parseObject(text);
    if (object === null || !isMessage(object)) return false;
    this.#line = number;
    const stream = asText(object['stream']);
    const error = asText(asObject(object['errorDetail'])?.['message']) ?? asText(object['error']);
    if (error !== undefined) this.#failed(error);
    else if (stream !== undefined) this.#stream(stream);
    else if (object['id'] === 'moby.buildkit.trace') this.#trace(asText(object['aux']) ?? '');
    else if (SUCCESS.test(asText(object['status']) ?? '')) {
      this.#emit({ kind: 'end', line: number, outcome: 'succeeded' });
    }
    return true;
  }

  end(): void {
    if (this.#partial !== '') this.#stream('\n');
    this.#classic.end();
    this.#progress.end(this.#line);
  }

  #stream(chunk: string): void {
    const lines = (this.#partial + chunk).split('\n');
    this.#partial = (lines.pop() ?? '').slice(-MAX_PARTIAL);
    for (const text of lines) {
      const line = Line.of(this.#line, text);
      if (!this.#classic.take(line) && line.text !== '') {
        this.#emit({ kind: 'output', line: this.#line, by: 'unknown', text: line.text });
      }
    }
  }

  #failed(message: string): void {
    if (this.#partial !== '') this.#stream('\n');
    if (!this.#classic.fail(this.#line, message)) {
      this.#emit({ kind: 'error', line: this.#line, from: 'engine', ...peeled(message) });
    }
  }

  #trace(aux: string): void {
    this.#progress.take(solveStatusFromProto(decodeBase64(aux)), () => this.#line);
  }
}
