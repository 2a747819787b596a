import type { Emit } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import { BODY, type Openings } from '../../read/survey.ts';
import { peeled } from './error-event.ts';
import type { LogFormat, LogParser, Quiet } from './format.ts';

// moby daemon/builder/dockerfile/*.go
const STEP = /^Step (\d+)(?:\/(\d+))? : (.*)$/s;
const CONTEXT = /^Sending build context to Docker daemon\b/;
const RUNNING = /^ ---> Running in [0-9a-f]{12}$/;
// `FROM scratch` has no image to show.
const LAYER = /^ ---> ?(?:[0-9a-f]{12}|Using cache)?$/;
const REMOVED = /^(?: ---> Removed intermediate container|Removing intermediate container) [0-9a-f]{12}$/;
const WARNING = /^(?: ---> )?\[Warning\] (.*)$/s;
const SUCCESS = /^Successfully (?:built [0-9a-f]{12}|tagged \S+)$/;
const NON_ZERO =
  /^(?:(?:ERROR: )?(?:Service '[^']+' failed to build ?: )?The command '.*' returned a non-zero code: \d+|ERROR: Service '[^']+' failed to build ?: )/s;
const DEPRECATED =
  /^(?:DEPRECATED: The legacy builder|Install the buildx component to build images with BuildKit| +Install the buildx component)/;
// dockerfile/parser: the instructions follow, indented as they stand.
const EMPTY_LINE_WARNING = /^\[WARNING\]: Empty continuation line found in:$/;
const EMPTY_LINE_END = /^\[WARNING\]: Empty continuation lines will become errors/;
// Errors that end the build without a wrapper of their own (dispatchers, copy, pull of the base image).
const BARE_ERROR =
  /^(?:COPY failed|ADD failed|Error response from daemon: |Error processing tar file|unable to prepare context|invalid from flag value|pull access denied for |manifest for \S+ not found|manifest unknown|failed to (?:build|register|export|process)|error (?:creating|pulling|parsing|during|building|checking)|Get "?https?:|toomanyrequests: |no matching manifest|unauthorized|received unexpected HTTP|Error (?:parsing|pulling|running)|dockerfile parse error|Dockerfile parse error|Cannot overwrite|When using (?:COPY|ADD) with more than one|lstat |open \/|write \/|mkdir \/|OCI runtime create failed|failed to create (?:shim|task)|repository \S+ not found|net\/http: |x509: |invalid reference format|No image was generated\.|the Dockerfile \(|circular dependency|base name \(|image operating system "|operating system is not supported|Docker Image Format v1|max depth exceeded|cannot normalize |unexpected EOF|context canceled)/;
// Of a step that runs no program: the pull of its base image, the download of an ADD, its triggers.
const PROGRESS =
  /^(?:\S{1,200}: (?:Pulling|Waiting|Verifying|Download|Extracting|Pull complete|Already exists|Retrying)|Digest: |Status: |# Executing \d+ build trigger|Trigger \d+, |sha256:|Trying |Downloading |WARNING|\[|\s)/;

/** What this parser looks for in a line. */
export const CLASSIC_PATTERNS: readonly RegExp[] = [
  STEP,
  CONTEXT,
  RUNNING,
  LAYER,
  REMOVED,
  WARNING,
  SUCCESS,
  NON_ZERO,
  DEPRECATED,
  EMPTY_LINE_WARNING,
  EMPTY_LINE_END,
  BARE_ERROR,
];

/** Beginnings of all that those match: a property test holds them to it. */
export const CLASSIC_OPENERS: Openings['words'] =
  'Step,Sending,The command,ERROR,Service, ---,Successfully,Removing,DEPRECATED,Install,[Warning,[WARNING,COPY,ADD ,Error,unable,invalid,pull,manifest,failed,error,Get ,Get",Get h,http,toomany,no matching,unauthorized,received,dockerfile,Dockerfile,Cannot,When,lstat,open,write,mkdir,OCI ,repository,net/,x509,No image,the ,circular,base,image,operating,Docker,max ,cannot,unexpected,context'.split(
    ',',
  );

/** The builder before BuildKit: `DOCKER_BUILDKIT=0 docker build`, compose v1, docker-py, Windows containers. */
export const classic: LogFormat = {
  id: 'classic',
  opens: ({ text }) => STEP.test(text) || CONTEXT.test(text) || RUNNING.test(text) || NON_ZERO.test(text),
  start: (emit, region) => new ClassicParser(emit, region),
};

export class ClassicParser implements LogParser {
  readonly #emit: Emit;
  readonly #region: string;
  #build = 0;
  #step: string | null = null;
  #isRun = false;
  #inWarning = false;
  #isOver = false;
  #quiet: Quiet | null = null;
  /**
   * A bare error is the last thing the builder says, but a program may print the same words: what follows decides.
   * Where no program runs, any last word is an error, known or not.
   */
  #held: { line: number; text: string; isKnown: boolean } | null = null;

  constructor(emit: Emit, region: string) {
    this.#emit = emit;
    this.#region = region;
  }

  take(line: Line): boolean {
    const { text, number } = line;
    const step = STEP.exec(text);
    if (step !== null) {
      this.#releaseHeld();
      this.#begin(number, Number(step[1]), step[2], step[3] as string);
      return true;
    }
    if (CONTEXT.test(text)) {
      this.end();
      this.#closeStep(number);
      this.#build++;
      this.#isOver = false;
      return true;
    }
    if (NON_ZERO.test(text)) {
      this.#releaseHeld();
      this.#fail(number, peeled(text));
      return true;
    }
    if (this.#isOver) return false;
    if (this.#isWarning(line)) return true;
    if (SUCCESS.test(text) || REMOVED.test(text) || LAYER.test(text)) this.#releaseHeld();
    if (SUCCESS.test(text)) {
      this.#closeStep(number);
      if (text.startsWith('Successfully built')) this.#emit({ kind: 'end', line: number, outcome: 'succeeded' });
      return true;
    }
    if (RUNNING.test(text) || REMOVED.test(text) || DEPRECATED.test(text) || text === '') return true;
    if (LAYER.test(text)) {
      this.#closeStep(number, text.endsWith('Using cache') ? 'cached' : 'done');
      return true;
    }
    const warning = WARNING.exec(text);
    if (warning !== null) {
      this.#emit({ kind: 'warning', line: number, text: warning[1] as string });
      return true;
    }
    this.#releaseHeld();
    const isKnown = BARE_ERROR.test(text);
    if (isKnown || (this.#step !== null && !this.#isRun && !PROGRESS.test(text))) {
      this.#held = { line: number, text, isKnown };
      return true;
    }
    if (this.#step === null) return false;
    this.#emit({ kind: 'output', line: number, by: 'step', step: this.#step, text });
    return true;
  }

  quiet(kind: number): Quiet | null {
    const step = this.#step;
    if (kind !== BODY || step === null || !this.#isRun || this.#isOver || this.#inWarning || this.#held !== null)
      return null;
    if (this.#quiet?.step !== step) {
      this.#quiet = { step, event: ({ text, number }) => ({ kind: 'output', line: number, by: 'step', step, text }) };
    }
    return this.#quiet;
  }

  end(): void {
    const held = this.#held;
    this.#held = null;
    if (held === null) return;
    this.#fail(held.line, peeled(held.text));
  }

  /** The engine's stream ended in an error of its own. False: no step is open. */
  fail(line: number, message: string): boolean {
    if (this.#step === null) return false;
    this.#releaseHeld();
    this.#fail(line, peeled(message));
    return true;
  }

  #isWarning({ text, number }: Line): boolean {
    if (EMPTY_LINE_WARNING.test(text)) {
      this.#inWarning = true;
      this.#emit({ kind: 'warning', line: number, text: text.slice('[WARNING]: '.length) });
      return true;
    }
    if (!this.#inWarning) return false;
    if (EMPTY_LINE_END.test(text)) this.#inWarning = false;
    return true;
  }

  /** More came after what looked like the builder's last word: a program in a RUN step had printed it. */
  #releaseHeld(): void {
    const held = this.#held;
    this.#held = null;
    if (held === null) return;
    if (this.#step !== null && (this.#isRun || !held.isKnown)) {
      this.#emit({ kind: 'output', line: held.line, by: 'step', step: this.#step, text: held.text });
      return;
    }
    this.#emit({ kind: 'error', line: held.line, from: 'build', ...this.#stepRef(), ...peeled(held.text) });
  }

  #begin(line: number, index: number, total: string | undefined, name: string): void {
    this.#closeStep(line);
    if (index === 1 && this.#step !== null) this.#build++;
    this.#isOver = false;
    this.#step = `${this.#region}.${this.#build}:${index}`;
    this.#isRun = /^(?:ONBUILD )?RUN\b/i.test(name);
    this.#emit({
      kind: 'step',
      line,
      step: this.#step,
      name,
      index,
      ...(total !== undefined && { total: Number(total) }),
      counts: 'file',
    });
  }

  #closeStep(line: number, status: 'done' | 'cached' = 'done'): void {
    if (this.#step === null) return;
    this.#emit({ kind: 'step-end', line, step: this.#step, status });
  }

  #fail(line: number, error: ReturnType<typeof peeled>): void {
    if (this.#step !== null) this.#emit({ kind: 'step-end', line, step: this.#step, status: 'error' });
    this.#emit({ kind: 'error', line, from: 'build', ...this.#stepRef(), ...error });
    this.#isOver = true;
    this.#step = null;
  }

  #stepRef(): { step?: string } {
    return this.#step === null ? {} : { step: this.#step };
  }
}
