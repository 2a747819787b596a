import type { Emit } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import { peeled } from './error-event.ts';
import type { LogFormat, LogParser } from './format.ts';

// pkg/progress/{tty,plain}.go (v2), cmd/display/*.go (v5). Rows may be doubled in blanks where a field was empty.
export const WORDS =
  'Creating|Created|Starting|Started|Waiting|Healthy|Exited|Restarting|Restarted|Running|Recreate|Recreated|Stopping|Stopped|Killing|Killed|Removing|Removed|Building|Built|Pulling|Pulled|Skipped|Committing|Committed|Copying|Copied|Exporting|Exported|Warning|Error|Interrupted';
const ROW = new RegExp(
  String.raw`^(?:DRY-RUN MODE - +)?\s*(?:[⠀-⣿✔✘!] +)?(Container|Network|Volume|Image|Service) +"?([^\s"]+)"? +(${WORDS})\b *(.*)$`,
);
const SERVICE_ROW =
  /^\s*(?:[⠀-⣿✔✘!] +)?([\w.-]+) +(Built|Pulled|Pulling|Building|Error|Warning|Interrupted)(?: +(.*))?$/;
const HEADER =
  /^\[\+\] (?:Running|Building|Pulling|Stopping|Creating|Starting|up|down|build|pull|Restarting|Removing|Killing|create|start|stop|restart)\b.* \d+\/\d+/;
const UNHEALTHY =
  /^(?:Error: )?(?:dependency failed to start: )?container (?:for service "([\w.-]+)"|(\S+)) (is unhealthy|exited \((\d+)\)|has no healthcheck configured)$/;
const INCOMPLETE = /^service "([\w.-]+)" didn't complete successfully: exit (\d+)$/;
const SECONDS = /(?:^| +)\d+(?:\.\d+)?s\s*$/;
const MAX_TOLD = 1000;
const ATTACH = /^(?:Attaching to |Aborting on container exit|Gracefully [Ss]topping)/;
const LOGRUS =
  /^(?:time="[^"]*" level=(warning|error|fatal|info) msg="((?:[^"\\]|\\.)*)"|(WARN|ERRO|FATA|INFO)\[\d+\] (.*))$/;

/** Compose v2 and v5, plain and tty rows, with the errors it ends in. */
export const composeProgress: LogFormat = {
  id: 'compose',
  opens: ({ text }) =>
    ROW.test(text) || HEADER.test(text) || UNHEALTHY.test(text) || INCOMPLETE.test(text) || ATTACH.test(text),
  start: (emit) => new ComposeParser(emit),
};

export class ComposeParser implements LogParser {
  readonly #emit: Emit;
  readonly #told = new Set<string>();
  #inRows = false;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  take({ text, number }: Line): boolean {
    const row = ROW.exec(text);
    if (row !== null) {
      this.#inRows = true;
      if (row[1] === 'Container') this.#state(number, row[2] as string, row[3] as string, text);
      const service = row[1] === 'Container' ? serviceOf(row[2] as string) : undefined;
      if (row[3] === 'Error') this.#failed(number, row[4] ?? '', service);
      return true;
    }
    const unhealthy = UNHEALTHY.exec(text);
    if (unhealthy !== null) {
      const container = unhealthy[1] ?? unhealthy[2] ?? '';
      const service = serviceOf(container);
      if (unhealthy[4] !== undefined) {
        this.#emit({ kind: 'exit', line: number, service, exitCode: Number(unhealthy[4]), text });
      } else if (unhealthy[3] === 'is unhealthy') {
        this.#emit({ kind: 'state', line: number, service, container, state: 'unhealthy', text });
      }
      const exitCode = unhealthy[4] === undefined ? {} : { exitCode: Number(unhealthy[4]) };
      this.#emit({ kind: 'error', line: number, from: 'compose', service, raw: text, text, ...exitCode });
      return true;
    }
    const incomplete = INCOMPLETE.exec(text);
    if (incomplete !== null) {
      const service = incomplete[1] as string;
      const exitCode = Number(incomplete[2]);
      this.#emit({ kind: 'exit', line: number, service, exitCode, text });
      this.#emit({ kind: 'error', line: number, from: 'compose', service, raw: text, text, exitCode });
      return true;
    }
    if (HEADER.test(text) || ATTACH.test(text)) {
      this.#inRows = true;
      return true;
    }
    if (this.#inRows && SERVICE_ROW.test(text)) {
      const [, name, word, detail] = SERVICE_ROW.exec(text) as RegExpExecArray;
      if (word === 'Error') this.#failed(number, detail ?? '', name);
      return true;
    }
    if (text === '') return true;
    const message = logrus(text);
    if (message === null) return false;
    if (message.level === 'warning') this.#emit({ kind: 'warning', line: number, text: message.text });
    else if (message.level !== 'info')
      this.#emit({ kind: 'error', line: number, from: 'compose', ...peeled(message.text) });
    return true;
  }

  end(): void {}

  /** A terminal draws the row again and again, with a timer at its end. */
  #failed(line: number, detail: string, service: string | undefined): void {
    const message = detail.replace(SECONDS, '').trim();
    const key = `${service ?? ''} ${message}`;
    if (message === '' || this.#told.has(key) || this.#told.size >= MAX_TOLD) return;
    this.#told.add(key);
    this.#emit({ kind: 'error', line, from: 'compose', ...peeled(message), ...(service !== undefined && { service }) });
  }

  #state(line: number, container: string, word: string, text: string): void {
    this.#emit({
      kind: 'state',
      line,
      service: serviceOf(container),
      container,
      state: word.toLowerCase(),
      text: text.trim(),
    });
  }
}

/** `project-service-1` or `project_service_1`: Compose's default container names. Other names are the service's own. */
export function serviceOf(container: string): string {
  const found = /^[^-_]+[-_](.+)[-_]\d+$/.exec(container);
  return found?.[1] ?? container;
}

/** A logrus line, as Compose, buildx, dockerd and kaniko write it, with its Go quoting undone. */
export function logrus(text: string): { level: string; text: string } | null {
  const found = LOGRUS.exec(text);
  if (found === null) return null;
  if (found[1] !== undefined) {
    return { level: found[1], text: (found[2] as string).replace(/\\(["\\])/g, '$1').replace(/\\n/g, '\n') };
  }
  const level = { WARN: 'warning', ERRO: 'error', FATA: 'fatal', INFO: 'info' }[found[3] as string] ?? 'info';
  return { level, text: found[4] as string };
}
