import type { Emit } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import { visible } from '../../read/terminal.ts';
import { asText, parseObject, type JsonObject } from '../json.ts';
import type { LogFormat, LogParser } from './format.ts';

const OPENS = /^\{"(?:log|stream|time|attrs)":/;
const MAX_PARTIAL = 64 * 1024;

/** Container log files of the json-file driver. A record of 16 KiB without a newline goes on in the next one. */
export const dockerJsonFile: LogFormat = {
  id: 'docker-json-file',
  opens: ({ text }) => OPENS.test(text) && isRecord(parseObject(text)),
  start: (emit) => new JsonFileParser(emit),
};

function isRecord(object: JsonObject | null): object is JsonObject {
  return object !== null && typeof object['log'] === 'string' && typeof object['time'] === 'string';
}

class JsonFileParser implements LogParser {
  readonly #emit: Emit;
  readonly #partial = new Map<string, string>();
  #line = 0;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  take({ text, number }: Line): boolean {
    const record = parseObject(text);
    if (!isRecord(record)) return false;
    this.#line = number;
    const stream = asText(record['stream']) === 'stderr' ? 'stderr' : 'stdout';
    const log = (this.#partial.get(stream) ?? '') + String(record['log']);
    if (log.endsWith('\n')) {
      this.#partial.delete(stream);
      this.#output(stream, log.slice(0, -1));
    } else this.#partial.set(stream, log.slice(-MAX_PARTIAL));
    return true;
  }

  end(): void {
    for (const [stream, text] of this.#partial) this.#output(stream as 'stdout' | 'stderr', text);
    this.#partial.clear();
  }

  #output(stream: 'stdout' | 'stderr', text: string): void {
    this.#emit({ kind: 'output', line: this.#line, by: 'container', stream, text: visible(text.replace(/\r$/, '')) });
  }
}
