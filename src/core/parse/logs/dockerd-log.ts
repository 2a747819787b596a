import type { Emit } from '../../model/event.ts';
import type { Line } from '../../read/line.ts';
import { asText, parseObject } from '../json.ts';
import type { LogFormat, LogParser } from './format.ts';

const JOURNAL =
  /^(?:[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d )?[\w.-]+ (?:dockerd|containerd|buildkitd|docker\.dockerd|dockerd-rootless\.sh)\[\d+\]: (.*)$/s;
const TEXT = /^time=("[^"]*"|\S+) level=(\w+) msg=("(?:[^"\\]|\\.)*"|\S*)(.*)$/s;
// dockerd and containerd stamp with nanoseconds, compose and buildx with whole seconds.
const FRACTION = /T\d\d:\d\d:\d\d\.\d+/;
const FIELD = / (?:error|err)=("(?:[^"\\]|\\.)*"|\S+)/;
const START_FAILURE =
  /^(?:failed to start (?:daemon|containerd)|unable to configure the Docker daemon|failed to load listeners)/;
const MAX_FIELDS = 8192;
const LEVELS: Readonly<Record<string, string>> = { warn: 'warning', dpanic: 'fatal', panic: 'fatal' };
const BAD = new Set(['warning', 'error', 'fatal']);

interface Entry {
  readonly level: string;
  readonly text: string;
}

/** The engine's own log: dockerd, containerd, buildkitd; logrus as text or JSON, bare or out of the journal. */
export const dockerdLog: LogFormat = {
  id: 'dockerd-log',
  opens: ({ text }) => entryOf(text) !== null,
  start: (emit) => new DockerdParser(emit),
};

class DockerdParser implements LogParser {
  readonly #emit: Emit;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  take({ text, number }: Line): boolean {
    const entry = entryOf(text);
    if (entry === null) return false;
    const { level } = entry;
    if (BAD.has(level)) this.#emit({ kind: 'daemon', line: number, level, text: entry.text });
    if (level === 'fatal') this.#emit({ kind: 'end', line: number, outcome: 'failed' });
    return true;
  }

  end(): void {}
}

function entryOf(text: string): Entry | null {
  const journal = text.includes(']: ') ? JOURNAL.exec(text) : null;
  const message = journal?.[1] ?? text;
  const entry = logrusText(message, journal !== null) ?? logrusJson(message, journal !== null);
  if (entry !== null || journal === null) return entry;
  return { level: START_FAILURE.test(message) ? 'fatal' : 'info', text: message };
}

function logrusText(message: string, isDaemon: boolean): Entry | null {
  if (!message.startsWith('time=')) return null;
  const found = TEXT.exec(message);
  if (found === null) return null;
  const [, stamp = '', level = '', msg = '', rest = ''] = found;
  if (!isDaemon && !FRACTION.test(stamp) && !/^ [\w.]+=/.test(rest)) return null;
  const error = FIELD.exec(rest.slice(0, MAX_FIELDS))?.[1];
  return { level: LEVELS[level] ?? level, text: joined(unquoted(msg), error === undefined ? '' : unquoted(error)) };
}

function logrusJson(message: string, isDaemon: boolean): Entry | null {
  const object = parseObject(message);
  const level = asText(object?.['level']);
  const msg = asText(object?.['msg']);
  const stamp = asText(object?.['time']);
  if (object === null || level === undefined || msg === undefined || stamp === undefined) return null;
  if (!isDaemon && !FRACTION.test(stamp)) return null;
  return { level: LEVELS[level] ?? level, text: joined(msg, asText(object['error']) ?? '') };
}

function joined(message: string, error: string): string {
  const text = message.trimEnd();
  return error === '' || text.includes(error) ? text : `${text}: ${error}`;
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value;
  return value
    .slice(1, -1)
    .replace(/\\(.)/gs, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped));
}
