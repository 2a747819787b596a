import type { Observed, Step } from './collect.ts';
import { declarations, environment } from '../parse/dockerfile/outline.ts';

/** The stage that an instruction stands in, as far as the log shows it. */
export interface StageSoFar {
  /** Its FROM as printed; '' if the log does not show it. */
  readonly from: string;
  /** Arguments without a value that the instruction uses. */
  readonly unset: readonly string[];
}

const UNKNOWN: StageSoFar = { from: '', unset: [] };

/** The stage of each step, looked up once. Only where a builder counts its steps over the whole file is their order that of the file. */
export function stagesOf({ steps }: Observed): (step: Step | null) => StageSoFar {
  const known = new Map<string, StageSoFar>();
  return (step) => {
    if (step === null || step.event.counts !== 'file') return UNKNOWN;
    const found = known.get(step.key) ?? stageSoFar(instructionsUpTo(steps.values(), step));
    known.set(step.key, found);
    return found;
  };
}

function instructionsUpTo(steps: Iterable<Step>, last: Step): readonly string[] {
  let names: string[] = [];
  for (const { key, event } of steps) {
    if (event.counts !== 'file' || event.target !== last.event.target) continue;
    if (event.index === 1) names = [];
    names.push(event.name);
    if (key === last.key) return names;
  }
  return [];
}

/**
 * What the instructions before the last of these say of it. The classic builder prints every instruction as it is written; BuildKit
 * prints neither ARG nor ENV, so of its logs no argument is known. One that the instruction tests, sets or gives a default
 * (`${A:-1}`) by itself is not counted.
 */
function stageSoFar(instructions: readonly string[]): StageSoFar {
  const own = instructions.at(-1) ?? '';
  /** Declared with a value before the first FROM: `ARG NAME` in a stage takes it over. */
  const given = new Set<string>();
  let empty = new Set<string>();
  let from = '';
  for (const instruction of instructions.slice(0, -1)) {
    const [, keyword = '', rest = ''] = /^(FROM|ARG|ENV)\s+(.*)$/is.exec(instruction.trim()) ?? [];
    const kind = keyword.toUpperCase();
    if (kind === 'FROM') {
      from = instruction.trim();
      empty = new Set();
    } else if (kind !== '') {
      for (const { name, value } of kind === 'ENV' ? environment(rest) : declarations(rest)) {
        const isEmpty = value === undefined ? !given.has(name) : isOnly(value, empty);
        if (isEmpty) empty.add(name);
        else empty.delete(name);
        if (from === '' && !isEmpty) given.add(name);
      }
    }
  }
  return { from, unset: [...empty].filter((name) => uses(own, name)) };
}

/** Nothing, or nothing but a variable that is empty. */
function isOnly(value: string, empty: ReadonlySet<string>): boolean {
  const found = /^(?:|\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*))$/.exec(value.trim());
  return found !== null && (value.trim() === '' || empty.has(found[1] ?? found[2] ?? ''));
}

function uses(instruction: string, name: string): boolean {
  if (!/^\w{1,100}$/.test(name)) return false;
  const isCaredFor = new RegExp(String.raw`-[zn] ["']?\$\{?${name}\b|\b${name}=|\$\{${name}:?[-+?]`);
  return !isCaredFor.test(instruction) && reference(name).test(instruction);
}

/** `$NAME` and `${NAME}`, not `\$NAME`. */
function reference(name: string): RegExp {
  return new RegExp(String.raw`(?<!\\)\$(?:\{${name}\}|${name}(?!\w))`, 'g');
}

/** The text as the shell reads it where these are empty. */
export function withoutArguments(text: string, names: readonly string[]): string {
  return names.reduce((rest, name) => rest.replace(reference(name), ''), text);
}
