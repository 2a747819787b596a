import type { Emit } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import { peeled } from './error-event.ts';
import type { LogFormat, LogParser } from './format.ts';

// kaniko pkg/executor, pkg/commands: logrus on a terminal or with --log-format=text.
const LOG = /^(INFO|WARN|ERRO|FATA|DEBU|TRAC)\[\d+\] (.*)$/s;
const INSTRUCTION =
  /^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s/;
const OPENING =
  /^INFO\[\d+\] (?:Retrieving image (?:manifest|[\w./:@-]+ from)|Executing \d+ build triggers|Resolved base name |Using dockerignore file|Building stage '|Unpacking rootfs as cmd |Returning cached image manifest|No base image, nothing to extract|GET KEYCHAIN)/;
const STAGE = /^Building stage '/;
const PUSHED = /^Pushed \S+@sha256:[0-9a-f]{64}/;
const SKIPPED = /^Skipping push to container registry/;
const FAILURE =
  /^(?:error building image|error checking push permissions|error pushing image|error resolving |error uploading )/;

export const kaniko: LogFormat = {
  id: 'kaniko',
  opens: ({ text }) => OPENING.test(text) || FAILURE.test(text),
  start: (emit, region) => new KanikoParser(emit, region),
};

class KanikoParser implements LogParser {
  readonly #emit: Emit;
  readonly #region: string;
  #count = 0;
  #step: string | null = null;

  constructor(emit: Emit, region: string) {
    this.#emit = emit;
    this.#region = region;
  }

  take({ text, number }: Line): boolean {
    const log = LOG.exec(text);
    if (log !== null) {
      this.#log(number, log[1] as string, log[2] as string);
      return true;
    }
    if (FAILURE.test(text)) {
      this.#fail(number, text);
      return true;
    }
    if (text === '') return true;
    if (this.#step === null) return false;
    this.#emit({ kind: 'output', line: number, by: 'step', step: this.#step, text });
    return true;
  }

  end(): void {}

  #log(line: number, level: string, text: string): void {
    if (level === 'WARN') this.#emit({ kind: 'warning', line, text });
    else if (level === 'ERRO' || level === 'FATA') this.#emit({ kind: 'error', line, from: 'build', ...peeled(text) });
    else if (level !== 'INFO') return;
    else if (INSTRUCTION.test(text)) this.#begin(line, text);
    else if (STAGE.test(text)) this.#close(line);
    else if (PUSHED.test(text) || SKIPPED.test(text)) {
      this.#close(line);
      this.#emit({ kind: 'end', line, outcome: 'succeeded' });
    }
  }

  #begin(line: number, name: string): void {
    this.#close(line);
    this.#step = `${this.#region}#${++this.#count}`;
    this.#emit({ kind: 'step', line, step: this.#step, name, index: this.#count });
  }

  #close(line: number): void {
    if (this.#step !== null) this.#emit({ kind: 'step-end', line, step: this.#step, status: 'done' });
    this.#step = null;
  }

  #fail(line: number, text: string): void {
    const step = this.#step;
    // Pushing comes after the last instruction has ended.
    const isStep = step !== null && text.startsWith('error building image');
    if (step !== null) this.#emit({ kind: 'step-end', line, step, status: isStep ? 'error' : 'done' });
    this.#emit({ kind: 'error', line, from: 'build', ...(isStep && { step }), ...peeled(text) });
    this.#step = null;
  }
}
