import type { Emit } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import type { LogFormat, LogParser } from './format.ts';

// cmd/formatter/logs.go: name, padding, bar. v1 and early v2 put the project before the service.
const ROW = /^([a-zA-Z0-9][\w.-]*?) *\| ?(.*)$/s;
const NUMBERED = /^(.+?)[-_](\d+)$/;
const EXITED = /^([\w.-]+) exited with code (\d+)(?: \(restarting\))?$/;
const STAMP = /^\d{4}-\d\d-\d\dT[\d:.]+Z /;

/** `docker compose logs` and the attached part of `docker compose up`. */
export const composeLogs: LogFormat = {
  id: 'compose-logs',
  opens: ({ text }) => {
    const row = ROW.exec(text);
    return (row !== null && NUMBERED.test(row[1] as string)) || EXITED.test(text);
  },
  start: (emit) => new ComposeLogsParser(emit),
};

class ComposeLogsParser implements LogParser {
  readonly #emit: Emit;
  readonly #services = new Map<string, string>();

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  take({ text, number }: Line): boolean {
    const exited = EXITED.exec(text);
    if (exited !== null) {
      const service = this.#serviceOf(exited[1] as string);
      this.#emit({ kind: 'exit', line: number, service, exitCode: Number(exited[2]), text });
      return true;
    }
    const row = ROW.exec(text);
    if (row === null) return false;
    const name = row[1] as string;
    // A container_name has no number; it is only believed once real rows were seen.
    if (!NUMBERED.test(name) && !this.#services.has(name) && this.#services.size === 0) return false;
    const message = (row[2] as string).replace(STAMP, '');
    this.#emit({ kind: 'output', line: number, by: 'container', service: this.#serviceOf(name), text: message });
    return true;
  }

  end(): void {}

  #serviceOf(name: string): string {
    const known = this.#services.get(name);
    if (known !== undefined) return known;
    const service = NUMBERED.exec(name)?.[1] ?? name;
    this.#services.set(name, service);
    return service;
  }
}
