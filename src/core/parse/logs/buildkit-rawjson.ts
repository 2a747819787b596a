import type { Emit } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import { decodeBase64 } from '../base64.ts';
import { asNumber, asObject, asObjects, asText, parseObject, type JsonObject } from '../json.ts';
import { RECORD } from '../../read/survey.ts';
import type { LogFormat, LogParser, Quiet } from './format.ts';
import { SolveProgress, type SolveLog, type SolveStatus } from './solve-progress.ts';

const KEYS = 'vertexes|statuses|logs|warnings';
const COMPACT = new RegExp(String.raw`^\{"(?:${KEYS})":\[`);
// BuildKit 0.13 indented each object over many lines (util/progress/progressui/display.go).
const INDENTED = new RegExp(String.raw`^\s+"(?:${KEYS})": \[`);
const MAX_OBJECT = 4 * 1024 * 1024;
// One flat member of a list, for a line too long to be whole: its middle was dropped.
const MEMBER = /\{"(?:digest|vertex|id)":(?:[^{}"]|"(?:[^"\\]|\\.)*"|\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\})*\}/g;

/** A status with one log record and nothing else, as Go writes it: digest, stream, data and time stand in between. */
export const RECORD_PARTS = [
  '{"logs":[{"vertex":"sha256:',
  '","stream":',
  ',"data":"',
  '","timestamp":"',
  '"}]}',
] as const;
const DIGEST_FROM = RECORD_PARTS[0].length - 'sha256:'.length;
const DIGEST_TO = RECORD_PARTS[0].length + 64;

const decoder = new TextDecoder('utf-8');

/** `--progress=rawjson`: one SolveStatus per line, or indented. What is no JSON after it belongs to the tail. */
export const buildkitRawjson: LogFormat = {
  id: 'buildkit-rawjson',
  opens: ({ text }, previous) => COMPACT.test(text) || (previous?.text === '{' && INDENTED.test(text)),
  start: (emit, region) => new RawjsonParser(emit, region),
};

class RawjsonParser implements LogParser {
  readonly #progress: SolveProgress;
  #object: string[] | null = null;
  #size = 0;
  #line = 0;

  constructor(emit: Emit, region: string) {
    this.#progress = new SolveProgress(emit, region);
  }

  take({ text, number }: Line, previous: Line | null): boolean {
    this.#line = number;
    if (this.#object !== null) return this.#continue(text);
    if (COMPACT.test(text)) {
      const object = parseObject(text);
      this.#status(object === null ? salvage(text) : solveStatus(object));
      return true;
    }
    if (text === '{}') return true;
    if (text === '{' || (previous?.text === '{' && INDENTED.test(text))) {
      this.#object = text === '{' ? ['{'] : ['{', text];
      this.#size = text.length;
      return true;
    }
    return false;
  }

  quiet(kind: number, first: Line): Quiet | null {
    if (kind !== RECORD || this.#object !== null) return null;
    return this.#progress.quiet(first.ascii(DIGEST_FROM, DIGEST_TO), recordOf);
  }

  passed({ number }: Line): void {
    this.#line = number;
  }

  end(): void {
    this.#progress.end(this.#line);
  }

  #continue(text: string): boolean {
    const object = this.#object as string[];
    if (!/^[\s}]/.test(text)) {
      this.#object = null;
      return false;
    }
    this.#size += text.length;
    if (this.#size <= MAX_OBJECT) object.push(text);
    if (text === '}') {
      this.#object = null;
      const whole = parseObject(object.join('\n'));
      if (whole !== null) this.#status(solveStatus(whole));
    }
    return true;
  }

  #status(status: SolveStatus): void {
    this.#progress.take(status, () => this.#line);
  }
}

function recordOf({ text }: Line): SolveLog {
  return logOf(asObjects(parseObject(text)?.['logs'])[0] ?? {});
}

export function solveStatus(object: JsonObject): SolveStatus {
  return {
    vertexes: asObjects(object['vertexes']).map(vertexOf),
    logs: asObjects(object['logs']).map(logOf),
    warnings: asObjects(object['warnings']).map(warningOf),
    statuses: asObjects(object['statuses']).map(statusOf),
  };
}

function statusOf(object: JsonObject): NonNullable<SolveStatus['statuses']>[number] {
  return {
    vertex: asText(object['vertex']) ?? '',
    id: asText(object['id']) ?? '',
    bytes: asNumber(object['current']) ?? 0,
    started: timeOf(object['started']),
    completed: timeOf(object['completed']),
  };
}

/** RFC 3339 with nanoseconds, as Go writes it. */
function timeOf(value: unknown): number | undefined {
  const time = Date.parse(asText(value) ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function vertexOf(object: JsonObject): SolveStatus['vertexes'][number] {
  const inputs = Array.isArray(object['inputs']) ? object['inputs'].filter((input) => typeof input === 'string') : [];
  return {
    digest: asText(object['digest']) ?? '',
    inputs,
    name: asText(object['name']) ?? '',
    isStarted: asText(object['started']) !== undefined,
    isCompleted: asText(object['completed']) !== undefined,
    isCached: object['cached'] === true,
    error: asText(object['error']) ?? '',
    started: timeOf(object['started']),
    completed: timeOf(object['completed']),
  };
}

function logOf(object: JsonObject): SolveLog {
  return {
    vertex: asText(object['vertex']) ?? '',
    stream: asNumber(object['stream']) ?? 0,
    data: decodeBase64(asText(object['data']) ?? ''),
  };
}

function warningOf(object: JsonObject): SolveStatus['warnings'][number] {
  const start = asObject(asObjects(object['range'])[0]?.['start']);
  return {
    vertex: asText(object['vertex']) ?? '',
    short: decoder.decode(decodeBase64(asText(object['short']) ?? '')),
    sourceLine: asNumber(start?.['line']),
  };
}

function salvage(text: string): SolveStatus {
  const members = [...text.matchAll(MEMBER)].map(([member]) => parseObject(member)).filter((member) => member !== null);
  return {
    vertexes: members.filter((member) => 'digest' in member).map(vertexOf),
    logs: members.filter((member) => 'data' in member).map(logOf),
    warnings: [],
  };
}
