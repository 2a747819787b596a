import type { Text } from '../model/text.ts';
import { CAPTURE_VERSION, type Capture } from './capture.ts';

/** Deeper than any capture is nested; a file that is deeper was made to break readers. */
const DEEPEST = 40;

export type ReadCapture =
  | { readonly ok: true; readonly capture: Capture }
  | { readonly ok: false; readonly problem: Text };

/** One line an entry, so that a person can look through it before sending it. */
export function writeCapture({ answers, files, log, ...head }: Capture): string {
  const { events, ...lists } = log;
  const fields = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  const parts = [
    ...fields,
    `  "answers": ${inLines(answers, '    ')}`,
    `  "files": ${inLines(files, '    ')}`,
    `  "log": {\n    "events": ${inLines(events, '      ')},\n${Object.entries(lists)
      .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(',\n')}\n  }`,
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}

function inLines(list: readonly unknown[], indent: string): string {
  if (list.length === 0) return '[]';
  return `[\n${list.map((entry) => indent + JSON.stringify(entry)).join(',\n')}\n${indent.slice(2)}]`;
}

/** Never throws: the file comes from somebody else. */
export function readCapture(text: string): ReadCapture {
  if (isTooDeep(text)) return damaged('nested too deeply', '嵌套过深');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return damaged('it is cut short or no JSON', '内容被截断或不是 JSON');
  }
  const version = isObject(value) ? value['captureVersion'] : undefined;
  if (typeof version !== 'number') return damaged('it has no capture version', '没有捕获文件版本号');
  if (version !== CAPTURE_VERSION) {
    return {
      ok: false,
      problem: {
        en: `it is of capture version ${version}, and this drydock reads version ${CAPTURE_VERSION}.`,
        zh: `其捕获文件版本为 ${version}，当前 drydock 只能读取版本 ${CAPTURE_VERSION}。`,
      },
    };
  }
  const wrong = misshapen(value);
  if (wrong !== null) return damaged(`"${wrong}" is not what it should be`, `"${wrong}" 的内容不符合格式`);
  return { ok: true, capture: value as Capture };
}

function damaged(en: string, zh: string): ReadCapture {
  return { ok: false, problem: { en: `${en}.`, zh: `${zh}。` } };
}

/** Counted on the text, before anything follows the nesting. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isString) {
      if (code === 0x5c) i++;
      else if (code === 0x22) isString = false;
    } else if (code === 0x22) isString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth++;
      if (depth > DEEPEST) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}

type Check = (value: unknown) => boolean;
type Shape = { readonly [name: string]: Check };

const isText: Check = (value) => typeof value === 'string';
const isInteger: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isFlag: Check = (value) => typeof value === 'boolean';
const isBoth: Check = (value) => hasShape(value, { en: isText, zh: isText });
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    words.includes(value as string);
const shaped =
  (shape: Shape): Check =>
  (value) =>
    hasShape(value, shape);

const isSeen = (isAnswer: Check): Check => {
  const isYes = shaped({ ok: (ok) => ok === true, answer: isAnswer, where: isText });
  const isNo = shaped({ ok: (ok) => ok === false, why: isBoth });
  return (value) => isYes(value) || isNo(value);
};

const STATUS = oneOf('running', 'done', 'cached', 'canceled', 'error');

const isEvent = shaped({
  kind: oneOf('output', 'error', 'warning', 'daemon', 'state', 'exit'),
  line: isInteger,
  text: isText,
  raw: maybe(isText),
  step: maybe(isText),
  service: maybe(isText),
  command: maybe(isText),
  grpc: maybe(isText),
  exitCode: maybe(Number.isSafeInteger),
});

const LOG: Shape = {
  events: listOf(isEvent),
  steps: listOf(
    shaped({
      key: isText,
      event: shaped({ kind: oneOf('step'), line: isInteger, step: isText, name: isText, stage: maybe(isText) }),
      status: STATUS,
      endLine: isInteger,
      output: listOf(isInteger),
      errors: listOf(isInteger),
    }),
  ),
  services: listOf(
    shaped({
      name: isText,
      state: isText,
      stateLine: isInteger,
      exitCode: maybe(Number.isSafeInteger),
      lastState: maybe(isInteger),
      lastExit: maybe(isInteger),
      output: listOf(isInteger),
    }),
  ),
  errors: listOf(isInteger),
  warnings: listOf(isInteger),
  daemon: listOf(isInteger),
  unknown: listOf(isInteger),
  sources: listOf(
    shaped({
      line: isInteger,
      file: isText,
      sourceLine: isInteger,
      excerpt: listOf(shaped({ line: isInteger, text: isText, marked: isFlag })),
    }),
  ),
  ends: listOf(shaped({ line: isInteger, outcome: oneOf('succeeded', 'failed') })),
  hits: listOf(shaped({ event: isInteger, literals: listOf(isText) })),
};

const CAPTURE: Shape = {
  tool: shaped({ version: isText }),
  time: isText,
  input: shaped({ formats: listOf(isText), lines: isInteger, bytes: isInteger }),
  limits: listOf(isBoth),
  notes: listOf(isBoth),
  stack: maybe(
    shaped({
      members: listOf(isObject),
      troubled: listOf(isText),
      well: listOf(isText),
      waiting: listOf(isText),
    }),
  ),
  answers: listOf(shaped({ probe: isText, about: isObject, seen: isSeen((answer) => answer !== undefined) })),
  files: listOf(shaped({ path: isText, seen: isSeen(isText) })),
  log: isObject,
};

/** The first field that is not what it should be, or null. */
function misshapen(value: unknown): string | null {
  const whole = value as Record<string, unknown>;
  const bad = Object.entries(CAPTURE).find(([name, check]) => !check(whole[name]));
  if (bad !== undefined) return bad[0];
  const log = whole['log'] as Record<string, unknown>;
  const badList = Object.entries(LOG).find(([name, check]) => !check(log[name]));
  if (badList !== undefined) return `log.${badList[0]}`;
  return pointsAside(log) ? 'log.events' : null;
}

/** A position that is no event, or an event of another kind than its list holds. */
function pointsAside(log: Record<string, unknown>): boolean {
  const { events, steps, services, errors, warnings, daemon, unknown, hits } = log as unknown as Capture['log'];
  const are = (kind: string, positions: readonly number[]): boolean =>
    positions.every((position) => events[position]?.kind === kind);
  return !(
    are('error', errors) &&
    are('warning', warnings) &&
    are('daemon', daemon) &&
    are('output', unknown) &&
    steps.every(({ output, errors: own }) => are('output', output) && are('error', own)) &&
    services.every(
      ({ output, lastState, lastExit }) =>
        are('output', output) &&
        are('state', lastState === undefined ? [] : [lastState]) &&
        are('exit', lastExit === undefined ? [] : [lastExit]),
    ) &&
    hits.every(({ event }) => events[event] !== undefined)
  );
}

function hasShape(value: unknown, shape: Shape): boolean {
  return isObject(value) && Object.entries(shape).every(([name, check]) => check(value[name]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
