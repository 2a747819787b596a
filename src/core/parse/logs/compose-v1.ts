import type { Emit } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import { serviceOf } from './compose-progress.ts';
import { peeled } from './error-event.ts';
import type { LogFormat, LogParser } from './format.ts';

// compose v1 (Python): compose/parallel.py, compose/cli/errors.py, compose/project.py.
const ROW =
  /^(Creating|Starting|Recreating|Restarting|Stopping|Killing|Pausing|Removing) ([\w.-]+) +\.\.\.(?: *(done|error))?\s*$/;
const RESOURCE = /^(?:Creating|Removing) (?:network|volume) "?[\w.-]+"?/;
const PULLING = /^Pulling [\w.-]+ \([^)]+\)\.\.\.$/;
const BUILDING = /^Building [\w.-]+$/;
const FOR = /^(?:ERROR: )?for ([\w.-]+) {2}(.+)$/s;
const ENCOUNTERED = /^(?:ERROR: )?Encountered errors while bringing up the project\.$/;
const INVALID = /^ERROR: (?:The Compose file '[^']*' is invalid because:|The Compose file is invalid)/;
const OWN =
  /^ERROR: (?:Couldn't connect to Docker daemon|Version in "|Service "[^"]+" |No such service: |Network \S+ |Named volume "|build path |Can't find a suitable configuration file|Invalid interpolation format|Container "|Pool overlaps|Top level object|\.FileNotFoundError|yaml\.)/;
const STATES: Readonly<Record<string, string>> = {
  Creating: 'started',
  Starting: 'started',
  Recreating: 'started',
  Restarting: 'started',
  Stopping: 'stopped',
  Killing: 'stopped',
  Removing: 'removed',
};
const MAX_DETAILS = 40;

/** `docker-compose` 1.x: rows that end in `... done`, errors that begin with `ERROR: for`. */
export const composeV1: LogFormat = {
  id: 'compose-v1',
  opens: ({ text }) =>
    ROW.test(text) ||
    RESOURCE.test(text) ||
    PULLING.test(text) ||
    (text.startsWith('ERROR: ') && (FOR.test(text) || INVALID.test(text) || OWN.test(text))) ||
    ENCOUNTERED.test(text),
  start: (emit) => new ComposeV1Parser(emit),
};

interface Invalid {
  readonly line: number;
  message: string;
  details: number;
}

class ComposeV1Parser implements LogParser {
  readonly #emit: Emit;
  readonly #told = new Set<string>();
  #invalid: Invalid | null = null;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  take({ text, number }: Line): boolean {
    if (this.#invalid !== null && this.#detail(text)) return true;
    const row = ROW.exec(text);
    if (row !== null) {
      this.#state(number, row[1] as string, row[2] as string, row[3], text);
      return true;
    }
    if (RESOURCE.test(text) || PULLING.test(text) || BUILDING.test(text) || text === '') return true;
    const own = FOR.exec(text);
    if (own !== null) {
      this.#failed(number, serviceOf(own[1] as string), own[2] as string);
      return true;
    }
    if (ENCOUNTERED.test(text)) {
      this.#emit({ kind: 'end', line: number, outcome: 'failed' });
      return true;
    }
    if (INVALID.test(text)) {
      this.#invalid = { line: number, message: text, details: 0 };
      return true;
    }
    if (!OWN.test(text)) return false;
    this.#emit({ kind: 'error', line: number, from: 'compose', ...peeled(text) });
    return true;
  }

  end(): void {
    this.#flush();
  }

  /** What is wrong with the file stands on the lines after the heading. */
  #detail(text: string): boolean {
    const invalid = this.#invalid as Invalid;
    if (text === '' || invalid.details >= MAX_DETAILS || ROW.test(text) || /^(?:ERROR: |#\d+ |Step \d)/.test(text)) {
      this.#flush();
      return text === '';
    }
    invalid.details++;
    invalid.message += `\n${text}`;
    return true;
  }

  #flush(): void {
    if (this.#invalid === null) return;
    const { line, message } = this.#invalid;
    this.#invalid = null;
    this.#emit({ kind: 'error', line, from: 'compose', ...peeled(message) });
  }

  #state(line: number, verb: string, container: string, word: string | undefined, text: string): void {
    if (word === undefined) return;
    const state = word === 'error' ? 'error' : (STATES[verb] ?? 'created');
    this.#emit({ kind: 'state', line, service: serviceOf(container), container, state, text });
  }

  /** Each error is printed twice, for the container and for the service. */
  #failed(line: number, service: string, message: string): void {
    const fields = peeled(message);
    const key = `${service} ${fields.text}`;
    if (this.#told.has(key) || this.#told.size > 500) return;
    this.#told.add(key);
    this.#emit({ kind: 'error', line, from: 'compose', ...fields, service });
  }
}
