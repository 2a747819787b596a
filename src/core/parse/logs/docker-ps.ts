import type { Emit } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import { serviceOf } from './compose-progress.ts';
import type { LogFormat, LogParser } from './format.ts';

// `docker ps` begins with the id and ends with the name; `docker compose ps` begins with the name and has the service's column.
const HEADER = /^(?:CONTAINER ID|NAME) {2,}IMAGE {2,}COMMAND {2,}.*\bSTATUS\b/;
const STATUS =
  /\b(?:(Restarting|Exited) \((\d+)\) (.*?)(?: ago)?|(Up) [^()]*?(?:\((healthy|unhealthy|health: starting|Paused)\))?|(Created|Dead)) *(?: {2,}|$)/;
const MAX_ROW = 2000;
/** An exit that long ago is not what the reader asks about. */
const LONG_AGO = /\b(?:days?|weeks?|months?|years?)\b/;

/** The table of `docker ps` and `docker compose ps`. */
export const dockerPs: LogFormat = {
  id: 'docker-ps',
  opens: ({ text }) => HEADER.test(text),
  start: (emit) => new PsParser(emit),
};

class PsParser implements LogParser {
  readonly #emit: Emit;
  #header = '';

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  take({ text, number }: Line): boolean {
    if (HEADER.test(text)) {
      this.#header = text;
      return true;
    }
    const status = text.slice(this.#header.indexOf('STATUS'));
    const found = this.#header === '' || text.length > MAX_ROW ? null : STATUS.exec(status);
    if (found === null || found.index > 4) return false;
    const container = this.#header.startsWith('NAME')
      ? (/^\S+/.exec(text)?.[0] ?? '')
      : (/\S+$/.exec(text.trimEnd())?.[0] ?? '');
    this.#row(number, this.#service(text) ?? serviceOf(container), container, text.trim(), found);
    return true;
  }

  end(): void {}

  #service(text: string): string | undefined {
    const column = this.#header.startsWith('NAME') ? this.#header.indexOf('SERVICE') : -1;
    return column === -1 ? undefined : /^\S+/.exec(text.slice(column))?.[0];
  }

  #row(line: number, service: string, container: string, text: string, found: RegExpExecArray): void {
    const [, ended, code, since = '', , health, other] = found;
    const state = (ended ?? other ?? (health === 'unhealthy' ? health : 'running')).toLowerCase();
    if (ended === 'Exited' && LONG_AGO.test(since)) return;
    this.#emit({ kind: 'output', line, by: 'container', service, text });
    this.#emit({ kind: 'state', line, service, container, state, text });
    if (code !== undefined) this.#emit({ kind: 'exit', line, service, exitCode: Number(code), text });
  }
}
