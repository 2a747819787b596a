import type { Emit } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import { asNumber, asObject, asObjects, asText, type JsonObject } from '../json.ts';
import { serviceOf } from './compose-progress.ts';
import { peeled } from './error-event.ts';
import type { LogFormat, LogParser } from './format.ts';

const ONE_LINE = /^(?:\d+ )?(\[?\{.*"(?:OOMKilled|FailingStreak|RestartCount)":.*\}\]?)$/s;
const MAX_SIZE = 4 * 1024 * 1024;
const NAMELESS = 'container';

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
    if (health !== null) this.#health(line, service, container, health);
    if (state !== null) this.#state(line, service, container, state);
  }

  #state(line: number, service: string, container: string, state: JsonObject): void {
    const status = asText(state['Status']) ?? '';
    const exitCode = asNumber(state['ExitCode']) ?? 0;
    const { Health: _, ...own } = state;
    const text = JSON.stringify(own);
    this.#emit({ kind: 'output', line, by: 'container', service, text });
    if (status !== '') this.#emit({ kind: 'state', line, service, container, state: status, text });
    if (status !== 'running' && (exitCode !== 0 || status === 'exited')) {
      this.#emit({ kind: 'exit', line, service, exitCode, text });
    }
    const error = asText(state['Error']) ?? '';
    if (error !== '') this.#emit({ kind: 'error', line, from: 'engine', ...peeled(error), service });
  }

  /** The record of the checks in one piece: what a check printed is no word of the service itself. */
  #health(line: number, service: string, container: string, health: JsonObject): void {
    const status = asText(health['Status']) ?? '';
    const text = JSON.stringify(health);
    this.#emit({ kind: 'output', line, by: 'container', service, text });
    if (status !== '') this.#emit({ kind: 'state', line, service, container, state: status, text });
  }
}

function isState(object: JsonObject): boolean {
  return typeof object['Status'] === 'string' && 'ExitCode' in object;
}

function isHealth(object: JsonObject): boolean {
  return typeof object['Status'] === 'string' && 'FailingStreak' in object;
}
