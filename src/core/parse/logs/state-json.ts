import type { Emit, Inspected } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import { asNumber, asObject, asObjects, asText, type JsonObject } from '../json.ts';
import { serviceOf } from './compose-progress.ts';
import { peeled } from './error-event.ts';
import { inspectedOf } from './inspected.ts';
import type { LogFormat, LogParser } from './format.ts';

const ONE_LINE = /^(?:\d+ )?(\[?\{.*"(?:OOMKilled|FailingStreak|RestartCount)":.*\}\]?)$/s;
const MAX_SIZE = 4 * 1024 * 1024;
const NAMELESS = 'container';
/** moby daemon/health.go maxLogEntries. */
const KEPT_BY_ENGINE = 5;
/** Characters of a record of several checks. */
const PIECE = 6 * 1024;

/** `docker inspect`, whole or cut to State or Health, on one line or indented. */
export const stateJson: LogFormat = {
  id: 'state-json',
  opens: ({ text }, previous) => ONE_LINE.test(text) || (text === '    {' && previous?.text === '['),
  start: (emit) => new StateParser(emit),
};

class StateParser implements LogParser {
  readonly #emit: Emit;
  #open: string[] | null = null;
  #size = 0;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  take({ text, number }: Line): boolean {
    if (this.#open !== null) return this.#continue(number, text, this.#open);
    const one = ONE_LINE.exec(text)?.[1];
    if (one !== undefined) {
      this.#all(number, one);
      return true;
    }
    if (text !== '    {') return text === '[' || text === '';
    this.#open = ['[', text];
    this.#size = 0;
    return true;
  }

  end(): void {}

  #continue(line: number, text: string, open: string[]): boolean {
    if (text !== ']' && !text.startsWith(' ') && text !== '') {
      this.#open = null;
      return false;
    }
    this.#size += text.length;
    if (this.#size <= MAX_SIZE) open.push(text);
    if (text === ']') {
      this.#open = null;
      this.#all(line, open.join('\n'));
    }
    return true;
  }

  #all(line: number, text: string): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return;
    }
    for (const object of Array.isArray(value) ? asObjects(value) : asObjects([value])) this.#container(line, object);
  }

  #container(line: number, object: JsonObject): void {
    const state = asObject(object['State']) ?? (isState(object) ? object : null);
    const health = asObject(state?.['Health']) ?? (isHealth(object) ? object : null);
    const labels = asObject(asObject(object['Config'])?.['Labels']);
    const container = (asText(object['Name']) ?? '').replace(/^\//, '') || NAMELESS;
    const service = asText(labels?.['com.docker.compose.service']) ?? serviceOf(container);
    const inspected = inspectedOf(object, state, health);
    const from: Origin = { line, service, container, inspected };
    const isStale = isOlderThanProcess(inspected);
    if (health !== null && !isStale && !isWell(health)) for (const piece of pieces(health)) this.#say(from, piece);
    if (state !== null) this.#state(from, state);
    // Of a container that ended the engine says "unhealthy", whatever its checks found (container/health.go, CloseMonitorChannel).
    const isRunning = state === null || asText(state['Status']) === 'running';
    if (health !== null && isRunning && !isStale) this.#word(from, health);
  }

  #state(from: Origin, state: JsonObject): void {
    const { line, service } = from;
    const status = asText(state['Status']) ?? '';
    const exitCode = asNumber(state['ExitCode']) ?? 0;
    const { Health: _, ...own } = state;
    const text = JSON.stringify(own);
    this.#say(from, text);
    this.#word(from, own);
    if (status !== 'running' && (exitCode !== 0 || status === 'exited')) {
      this.#emit({ kind: 'exit', line, service, exitCode, text });
    }
    const error = asText(state['Error']) ?? '';
    if (error !== '') this.#emit({ kind: 'error', line, from: 'engine', ...peeled(error), service });
  }

  /** The record of the checks in one piece: what a check printed is no word of the service itself. */
  #say({ line, service }: Origin, text: string): void {
    this.#emit({ kind: 'output', line, by: 'container', service, text });
  }

  #word(from: Origin, record: JsonObject): void {
    const state = asText(record['Status']) ?? '';
    if (state !== '') this.#emit({ kind: 'state', ...from, state, text: JSON.stringify(record) });
  }
}

interface Origin {
  readonly line: number;
  readonly service: string;
  readonly container: string;
  readonly inspected: Inspected;
}

/** The engine keeps the record over a restart until the next check: it then speaks of a process that is gone. */
function isOlderThanProcess({ startedAt, checks }: Inspected): boolean {
  const last = checks.at(-1);
  return startedAt !== undefined && last !== undefined && last.end < startedAt;
}

/** A record that was kept beyond the engine's five checks is longer than what is looked at in one event. */
function pieces(health: JsonObject): readonly string[] {
  const { Turns: _, Log, ...verdict } = health;
  const checks = asObjects(Log);
  const said = checks
    .slice(0, -KEPT_BY_ENGINE)
    .filter((check) => asText(check['Output']) !== '' && check['ExitCode'] !== 0);
  const groups: JsonObject[][] = [];
  let size = PIECE;
  for (const check of said) {
    const own = JSON.stringify(check).length;
    if (size + own > PIECE) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(check);
    size += own;
  }
  return [...groups, checks.slice(-KEPT_BY_ENGINE)].map((group) => JSON.stringify({ ...verdict, Log: group }));
}

/** What a check prints that has passed is no complaint: `redis-cli ping` ends with 0 where it is told NOAUTH. */
function isWell(health: JsonObject): boolean {
  return health['Status'] === 'healthy' && health['FailingStreak'] === 0;
}

function isState(object: JsonObject): boolean {
  return typeof object['Status'] === 'string' && 'ExitCode' in object;
}

function isHealth(object: JsonObject): boolean {
  return typeof object['Status'] === 'string' && 'FailingStreak' in object;
}
