import type { Emit } from '../../model/event.ts';
import { Line } from '../../read/line.ts';
import { asText, parseObject, type JsonObject } from '../json.ts';
import { ComposeParser, serviceOf, WORDS } from './compose-progress.ts';
import { peeled } from './error-event.ts';
import type { LogFormat, LogParser } from './format.ts';

const RESOURCE = /^(Container|Network|Volume|Image|Service) "?([^\s"]+)"?/;
const WORD = new RegExp(`^(?:${WORDS})$`);

/** `docker compose --progress json` (cmd/display/json.go, from 2.29): v2 has the word in `status`, v5 in `text`. */
export const composeJson: LogFormat = {
  id: 'compose-json',
  opens: ({ text }) => isOpening(parseObject(text)),
  start: (emit) => new ComposeJsonParser(emit),
};

function isOpening(object: JsonObject | null): boolean {
  if (object === null) return false;
  if (object['error'] === true) return typeof object['message'] === 'string';
  const id = asText(object['id']);
  return (
    id !== undefined &&
    RESOURCE.test(id) &&
    (typeof object['status'] === 'string' || typeof object['text'] === 'string')
  );
}

class ComposeJsonParser implements LogParser {
  readonly #emit: Emit;
  readonly #compose: ComposeParser;

  constructor(emit: Emit) {
    this.#emit = emit;
    this.#compose = new ComposeParser(emit);
  }

  take({ text, number }: Line): boolean {
    const object = parseObject(text);
    if (object === null) return false;
    if (object['error'] === true) this.#failed(number, asText(object['message']) ?? '');
    else if (typeof object['id'] === 'string') this.#progress(number, object['id'], object);
    else if (typeof object['level'] === 'string') this.#message(number, object['level'], asText(object['msg']) ?? '');
    else return false;
    return true;
  }

  end(): void {}

  #failed(number: number, message: string): void {
    if (message === '') return;
    if (this.#compose.take(Line.of(number, message))) return;
    this.#emit({ kind: 'error', line: number, from: 'compose', ...peeled(message) });
  }

  #progress(line: number, id: string, object: JsonObject): void {
    const [, kind, name = id] = RESOURCE.exec(id) ?? [];
    const words = [asText(object['text']), asText(object['status'])].filter((word) => word !== undefined);
    const word = words.find((candidate) => WORD.test(candidate));
    if (kind === 'Container' && word !== undefined) {
      this.#emit({
        kind: 'state',
        line,
        service: serviceOf(name),
        container: name,
        state: word.toLowerCase(),
        text: `${id}  ${word}`,
      });
    }
    const details = asText(object['details']) ?? '';
    if (!words.includes('Error') || details === '') return;
    const service = kind === 'Container' ? serviceOf(name) : kind === undefined ? name : undefined;
    this.#emit({ kind: 'error', line, from: 'compose', ...peeled(details), ...(service !== undefined && { service }) });
  }

  #message(line: number, level: string, text: string): void {
    if (level === 'warning') this.#emit({ kind: 'warning', line, text });
    else if (level === 'error' || level === 'fatal')
      this.#emit({ kind: 'error', line, from: 'compose', ...peeled(text) });
  }
}
