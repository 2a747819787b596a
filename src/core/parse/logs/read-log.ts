import type { Emit } from '../../model/event.ts';
import { Line } from '../../read/line.ts';
import { PREFIX_BYTES } from '../../read/prefix.ts';
import type { Openings } from '../../read/survey.ts';
import { buildkitPlain } from './buildkit-plain.ts';
import { buildkitRawjson, RECORD_PARTS } from './buildkit-rawjson.ts';
import { buildkitTail } from './buildkit-tail.ts';
import { buildkitTty } from './buildkit-tty.ts';
import { buildah } from './buildah.ts';
import { classic, CLASSIC_OPENERS } from './classic.ts';
import { composeJson } from './compose-json.ts';
import { composeLogs } from './compose-logs.ts';
import { composeProgress } from './compose-progress.ts';
import { composeV1 } from './compose-v1.ts';
import { dockerJsonFile } from './docker-json-file.ts';
import { dockerPs } from './docker-ps.ts';
import { dockerTransfer } from './docker-transfer.ts';
import { dockerdLog } from './dockerd-log.ts';
import { engineJson } from './engine-json.ts';
import type { LogFormat, LogParser, Quiet } from './format.ts';
import { kaniko } from './kaniko.ts';
import { loose } from './loose.ts';
import { stateJson } from './state-json.ts';

/** Asked in this order; the loose format takes whatever is left. */
export const FORMATS: readonly LogFormat[] = [
  buildkitPlain,
  buildkitRawjson,
  buildkitTty,
  buildkitTail,
  classic,
  // Both have `id` and `status`: Compose's ids say what they are.
  composeJson,
  engineJson,
  dockerJsonFile,
  dockerdLog,
  composeV1,
  composeProgress,
  composeLogs,
  buildah,
  kaniko,
  dockerTransfer,
  dockerPs,
  stateJson,
  loose,
];

// A log in one JSON string: two or more of its lines begin as only a build log's do.
const ESCAPED = /\\n(?:#\d+ |Step \d+\/\d+ : ).*\\n(?:#\d+ |Step \d+\/\d+ : )/s;
/** What no line may begin with that is skipped: structure, the prefix of a CI system, or a whole log in quotes or braces. */
export const OPENINGS: Openings = { words: CLASSIC_OPENERS, bytes: `${PREFIX_BYTES}"{`, record: RECORD_PARTS };

/** Lines of further jobs and branches are read as one. */
const MAX_CHANNELS = 500;
const MAX_INNER = 50_000;

interface Channel {
  readonly parsers: Map<string, LogParser>;
  current: LogParser | null;
  previous: Line | null;
}

/**
 * Gives each line to the parser of its format. One CI log can hold several builds, a push, compose and container
 * logs: the format is found per line, the parser that took the last line is asked first, and every format keeps
 * its state over interruptions.
 */
export class LogReader {
  readonly #emit: Emit;
  readonly #formats: readonly LogFormat[];
  readonly #channels = new Map<string, Channel>();
  readonly #seen = new Set<string>();

  constructor(emit: Emit, formats: readonly LogFormat[] = FORMATS) {
    this.#emit = emit;
    this.#formats = formats;
  }

  /** Ids of the formats that took at least one line. */
  get formats(): readonly string[] {
    return [...this.#seen];
  }

  take(line: Line): void {
    // A '#', a digit or a blank begins most lines, a quote or a brace those that hold a whole log.
    const first = line.byteAt(0);
    if ((first === 0x22 || first === 0x7b) && ESCAPED.test(line.text)) this.#unescape(line);
    else this.#give(line);
  }

  /** A log inside a JSON string or a quoted message: its lines are the parsers' lines, all on this one's number. */
  #unescape({ text, number }: Line): void {
    const lines = text.replace(/^[^#S]*?(?=#\d+ |Step \d+\/)/, '').split(/(?:\\r)?\\n/);
    for (const inner of lines.slice(0, MAX_INNER)) {
      this.#give(
        Line.of(
          number,
          inner
            .replace(/\\t/g, '\t')
            .replace(/\\u001b/gi, '\u001b')
            .replace(/\\(["\\/])/g, '$1'),
        ),
      );
    }
  }

  #give(line: Line): void {
    const channel = this.#channel(line.channel);
    if (channel.current?.take(line, channel.previous) !== true) this.#switch(channel, line);
    channel.previous = line;
  }

  /** What the parser at hand would make of lines of this class: see `LogParser.quiet`. */
  quiet(kind: number, first: Line): Quiet | null {
    return this.#channels.get('')?.current?.quiet?.(kind, first) ?? null;
  }

  /** The line that quiet lines ended with. */
  passed(line: Line): void {
    const channel = this.#channel('');
    channel.previous = line;
    channel.current?.passed?.(line);
  }

  /** The chunk behind the lines is about to be reused. */
  settle(): void {
    for (const { previous } of this.#channels.values()) previous?.settle();
  }

  end(): void {
    for (const { parsers } of this.#channels.values()) {
      for (const parser of parsers.values()) parser.end();
    }
  }

  #channel(named: string): Channel {
    const name = this.#channels.size < MAX_CHANNELS || this.#channels.has(named) ? named : '';
    let channel = this.#channels.get(name);
    if (channel === undefined) {
      channel = { parsers: new Map(), current: null, previous: null };
      this.#channels.set(name, channel);
    }
    return channel;
  }

  #switch(channel: Channel, line: Line): void {
    for (const format of this.#formats) {
      if (!format.opens(line, channel.previous)) continue;
      let parser = channel.parsers.get(format.id);
      if (parser === undefined) {
        parser = format.start(this.#emit, `${format.id}/${this.#channels.size}`);
        channel.parsers.set(format.id, parser);
      }
      if (parser === channel.current || !parser.take(line, channel.previous)) continue;
      // The loose format takes every line: it must never keep one from the others.
      channel.current = format.id === loose.id ? null : parser;
      this.#seen.add(format.id);
      return;
    }
  }
}
