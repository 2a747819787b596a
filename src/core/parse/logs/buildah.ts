import type { Emit } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import { peeled } from './error-event.ts';
import type { LogFormat, LogParser } from './format.ts';

// imagebuildah/{build,stage_executor}.go; `STEP 3: ` without a total up to buildah 1.19.
const STEP = /^(?:\[(?:([\w/]+) )?(\d+)\/(\d+)\] )?STEP (\d+)(?:\/(\d+))?: (.*)$/s;
const COMMITTED = /^--> ([0-9a-f]{11,64}|Pushing cache .*|Cache pulled from remote .*)$/;
const CACHED = /^--> Using cache [0-9a-f]+$/;
const COMMIT = /^(?:\[\d+\/\d+\] )?COMMIT(?: \S+)?$/;
const IMAGE_ID = /^[0-9a-f]{64}$/;
const TRANSFER =
  /^(?:Trying to pull |Getting image source signatures$|Copying (?:blob|config) |Writing manifest to image destination$|Storing signatures$|Successfully tagged |Resolved "|Resolving "|✔ )/;
const STEP_ERROR = /^(?:Error: |ERRO\[\d+\] |error )?(?:error )?building at STEP "/;
const BUILD_ERROR =
  /^(?:Error: |ERRO\[\d+\] )(?:error )?(?:creating build container|initializing source|short-name |building: |determining starting point|no FROM statement|copier: |pulling image|pinging container registry|reading (?:manifest|blob)|parsing |unable to (?:copy|pull|retrieve)|no contents in |committing )/;
const ANY_ERROR = /^(?:Error: |ERRO\[\d+\] |error )./;
const ALIAS = /^Emulate Docker CLI using podman\./;
const SUBPROCESS = /^(?:subprocess exited with status \d+|exit status \d+)$/;

/** `buildah bud`, `podman build`, and `docker build` where docker is podman's alias. */
export const buildah: LogFormat = {
  id: 'buildah',
  opens: ({ text }) =>
    STEP.test(text) ||
    STEP_ERROR.test(text) ||
    ALIAS.test(text) ||
    (text.startsWith('Error: ') && BUILD_ERROR.test(text)),
  start: (emit, region) => new BuildahParser(emit, region),
};

class BuildahParser implements LogParser {
  readonly #emit: Emit;
  readonly #region: string;
  #build = 0;
  #last = 0;
  #step: string | null = null;
  #isOver = false;
  #isCommitting = false;
  /** `Error: ` may be the program's or the builder's last word: what follows decides. */
  #held: { line: number; text: string } | null = null;

  constructor(emit: Emit, region: string) {
    this.#emit = emit;
    this.#region = region;
  }

  take({ text, number }: Line): boolean {
    const step = STEP.exec(text);
    if (step !== null) {
      this.#begin(number, step);
      return true;
    }
    if (STEP_ERROR.test(text) || BUILD_ERROR.test(text)) {
      this.#release();
      this.#fail(number, text);
      return true;
    }
    if (text === '' || ALIAS.test(text)) return true;
    if (this.#step === null) return this.#after(number, text);
    if (COMMITTED.test(text) || CACHED.test(text)) {
      this.#emit({ kind: 'step-end', line: number, step: this.#step, status: CACHED.test(text) ? 'cached' : 'done' });
      return true;
    }
    if (COMMIT.test(text)) {
      this.#release();
      this.#isCommitting = true;
      return true;
    }
    if (this.#isCommitting && IMAGE_ID.test(text)) {
      this.#emit({ kind: 'step-end', line: number, step: this.#step, status: 'done' });
      this.#emit({ kind: 'end', line: number, outcome: 'succeeded' });
      this.#step = null;
      this.#isOver = true;
      return true;
    }
    if (TRANSFER.test(text) || SUBPROCESS.test(text)) return true;
    this.#release();
    if (ANY_ERROR.test(text)) this.#held = { line: number, text };
    else this.#output(number, text);
    return true;
  }

  end(): void {
    const held = this.#held;
    this.#held = null;
    if (held !== null) this.#fail(held.line, held.text);
  }

  #after(line: number, text: string): boolean {
    if (TRANSFER.test(text) || COMMIT.test(text)) return true;
    return this.#isOver && line > 0 && (IMAGE_ID.test(text) || SUBPROCESS.test(text));
  }

  #begin(line: number, [, platform, stage, , index, total, name]: RegExpExecArray): void {
    this.#release();
    if (this.#step !== null) this.#emit({ kind: 'step-end', line, step: this.#step, status: 'done' });
    const position = Number(index);
    if (position === 1 && stage === undefined && this.#last > 0) this.#build++;
    this.#last = position;
    this.#isOver = false;
    this.#isCommitting = false;
    this.#step = `${this.#region}.${this.#build}:${platform ?? ''}${stage ?? ''}:${position}`;
    this.#emit({
      kind: 'step',
      line,
      step: this.#step,
      name: name as string,
      index: position,
      ...(total !== undefined && { total: Number(total) }),
      ...(platform !== undefined && { platform }),
      ...(stage === undefined && { counts: 'file' as const }),
    });
  }

  #release(): void {
    const held = this.#held;
    this.#held = null;
    if (held !== null) this.#output(held.line, held.text);
  }

  #output(line: number, text: string): void {
    if (this.#step !== null) this.#emit({ kind: 'output', line, by: 'step', step: this.#step, text });
  }

  #fail(line: number, text: string): void {
    const step = this.#step;
    if (step !== null) this.#emit({ kind: 'step-end', line, step, status: 'error' });
    this.#emit({ kind: 'error', line, from: 'build', ...(step !== null && { step }), ...peeled(text) });
    this.#step = null;
    this.#isOver = true;
  }
}
