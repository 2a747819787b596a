import { closeSync, openSync, writeSync } from 'node:fs';

import { Random } from './random.ts';
import { TOOLS } from './tools.ts';

/** What a generated log ends with, and what of it a reader has to find. */
export interface Planted {
  readonly condition: string;
  readonly text: string;
}

/** The only reason that a log gives; another root is a wrong one. */
const PLANTED: Planted = {
  condition: 'disk-full-data-root',
  text: "cp: error writing '/app/data.bin': No space left on device",
};

export type Kind = 'plain' | 'near-miss' | 'rawjson' | 'json-file';

export interface Generated {
  readonly lines: number;
  readonly bytes: number;
  /** Numbers of the lines that were planted in steps that end well: hits for a searching program, no evidence. */
  readonly harmless: readonly number[];
  readonly planted: Planted;
}

interface Step {
  readonly number: number;
  readonly tool: string;
  readonly digest: string;
  readonly hasColour: boolean;
  time: number;
  left: number;
}

const BATCH = 1 << 22;
const STEPS_AT_ONCE = 4;
const HARMLESS = 'E: Unable to locate package libexample-dev';

/** Writes a log of about `size` bytes. The same seed gives the same bytes. */
export function generate(
  path: string,
  kind: Kind,
  size: number,
  seed: number,
  near: readonly string[] = [],
): Generated {
  const random = new Random(seed);
  const sink = new Sink(path);
  const writer = writers[kind](sink, random);
  let next = 1;
  const begin = (): Step => {
    const step = {
      number: next++,
      tool: random.pick(Object.keys(TOOLS)),
      digest: random.hex(64),
      hasColour: random.below(6) === 0,
      time: random.below(100) / 100,
      left: 2000 + random.below(60_000),
    };
    writer.name(step, `[build ${1 + random.below(9)}/9] RUN ${step.tool} ${step.number}`);
    return step;
  };
  const steps = Array.from({ length: STEPS_AT_ONCE }, begin);
  const harmless: number[] = [];
  while (sink.bytes < size) {
    const at = random.below(steps.length);
    const step = steps[at] as Step;
    const says = TOOLS[step.tool] as readonly ((r: Random) => string)[];
    for (let burst = 1 + random.below(60); burst > 0; burst--, step.left--) {
      step.time += random.below(100) / 1000;
      writer.output(step, kind === 'near-miss' ? `${random.pick(near)} ${random.hex(6)}` : said(step, random, says));
    }
    // The first step is the one that fails: what is planted to be harmless stands in others.
    if (kind === 'plain' && at > 0 && sink.bytes > (size / 30) * (harmless.length + 1)) {
      harmless.push(writer.output(step, step.hasColour ? `\u001b[31m${HARMLESS}\u001b[0m` : HARMLESS));
    }
    if (step.left > 0) continue;
    writer.done(step);
    steps[at] = begin();
  }
  for (const step of steps.slice(1)) writer.done(step);
  writer.output(steps[0] as Step, PLANTED.text);
  writer.failed(steps[0] as Step);
  sink.close();
  return { lines: sink.lines, bytes: sink.bytes, harmless, planted: PLANTED };
}

function said({ tool, hasColour }: Step, random: Random, says: readonly ((r: Random) => string)[]): string {
  const text = random.pick(says)(random);
  if (!hasColour || random.below(3) === 0) return text;
  return tool === 'npm' ? `\u001b[2K\u001b[1G\u001b[36m${text}\u001b[39m` : `\u001b[0;33m${text}\u001b[0m`;
}

class Sink {
  readonly #fd: number;
  #parts: string[] = [];
  #size = 0;
  lines = 0;
  bytes = 0;

  constructor(path: string) {
    this.#fd = openSync(path, 'w');
  }

  /** Answers with the number of the line. */
  line(text: string): number {
    this.#parts.push(text, '\n');
    const bytes = Buffer.byteLength(text) + 1;
    this.#size += bytes;
    this.bytes += bytes;
    if (this.#size > BATCH) this.#flush();
    return ++this.lines;
  }

  close(): void {
    this.#flush();
    closeSync(this.#fd);
  }

  #flush(): void {
    writeSync(this.#fd, this.#parts.join(''));
    this.#parts = [];
    this.#size = 0;
  }
}

interface Writer {
  name(step: Step, name: string): void;
  output(step: Step, text: string): number;
  done(step: Step): void;
  failed(step: Step): void;
}

const WHY = 'process "/bin/sh -c x" did not complete successfully: exit code: 1';

const plain = (sink: Sink): Writer => ({
  name: ({ number }, name) => void sink.line(`#${number} ${name}`),
  output: ({ number, time }, text) => sink.line(`#${number} ${time.toFixed(3)} ${text}`),
  done: ({ number, time }) => void sink.line(`#${number} DONE ${time.toFixed(1)}s`),
  failed: ({ number }) => void sink.line(`#${number} ERROR: ${WHY}`),
});

const writers: Readonly<Record<Kind, (sink: Sink, random: Random) => Writer>> = {
  plain,
  'near-miss': plain,
  rawjson: (sink, random) => {
    const vertex = (step: Step, more: object): void =>
      void sink.line(JSON.stringify({ vertexes: [{ digest: `sha256:${step.digest}`, ...more }] }));
    return {
      name: (step, name) => vertex(step, { name, started: '2026-11-27T00:00:00Z' }),
      output: ({ digest }, text) =>
        sink.line(
          JSON.stringify({
            logs: [
              {
                vertex: `sha256:${digest}`,
                stream: 1 + random.below(2),
                data: Buffer.from(`${text}\n`).toString('base64'),
                timestamp: '2026-11-27T00:00:01Z',
              },
            ],
          }),
        ),
      done: (step) => vertex(step, { started: '2026-11-27T00:00:00Z', completed: '2026-11-27T00:00:02Z' }),
      failed: (step) =>
        vertex(step, { started: '2026-11-27T00:00:00Z', completed: '2026-11-27T00:00:02Z', error: WHY }),
    };
  },
  'json-file': (sink, random) => {
    const log = (text: string): number =>
      sink.line(
        JSON.stringify({
          log: `${text}\n`,
          stream: random.below(5) === 0 ? 'stderr' : 'stdout',
          time: '2026-11-27T00:00:01.000000001Z',
        }),
      );
    return { name: () => {}, output: (_, text) => log(text), done: () => {}, failed: () => {} };
  },
};
