import type { Failure } from '../model/diagnosis.ts';
import type { Site } from '../model/condition.ts';
import { parseInstructions, type Instruction } from '../parse/dockerfile/instructions.ts';
import type { Step } from './collect.ts';
import type { Located } from './locate.ts';

const CONTEXT_LINES = 2;

type Place = Pick<Failure, 'where' | 'source'>;

/** The project's Dockerfile, if it could be read. */
export interface Dockerfile {
  readonly path: string;
  readonly text: string;
  readonly instructions: readonly Instruction[];
}

/** Names the place of the failure: step, instruction, Dockerfile line, service. */
export function place(located: Located, dockerfile: Dockerfile | null): Place {
  const { step, source, services, error } = located;
  const said = /\bparse error (?:on )?line (\d+): /i.exec(error?.text ?? '')?.[1];
  const service = step?.event.target ?? services[0]?.name ?? error?.service;
  const fromLog = source === null ? null : { dockerfile: source.file, line: source.sourceLine };
  const quoted = step === null ? instructionOf(error?.command) : undefined;
  const instruction = step === null ? findQuoted(quoted, dockerfile) : findInstruction(step, dockerfile);
  const fromProject =
    instruction === null || dockerfile === null ? null : { dockerfile: dockerfile.path, line: instruction.line };
  const where: Failure['where'] = {
    ...(step !== null && stepNames(step)),
    ...(quoted !== undefined && { step: quoted, instruction: quoted }),
    ...fromProject,
    ...fromLog,
    ...(said !== undefined && { line: Number(said) }),
    ...(service !== undefined && { service }),
  };
  if (source !== null) {
    return { where, source: source.excerpt };
  }
  if (dockerfile === null) return { where, source: [] };
  if (said !== undefined) {
    const line = Number(said);
    return { where: { dockerfile: dockerfile.path, ...where }, source: around(dockerfile, { line, endLine: line }) };
  }
  return { where, source: instruction === null ? [] : around(dockerfile, instruction) };
}

/**
 * The place for remedies that edit it. A printed instruction has its variables expanded (`make -j4`); where the excerpt shows
 * it whole, as it is written counts (`make -j${JOBS}`).
 */
export function siteOf({ where, source }: Place): Site {
  const marked = source.filter((row) => row.marked).map(({ text }) => text);
  const [written, ...others] = parseInstructions(marked.join('\n'));
  const isWhole = written !== undefined && others.length === 0 && !/[\\`]\s*$/.test(marked.at(-1) ?? '');
  return isWhole && where.instruction !== undefined && sameKeyword(written, where.instruction)
    ? { ...where, instruction: written.text }
    : where;
}

/** The instruction behind a command that an error quotes, where the log names no step: `"/bin/sh -c npm ci"`. */
function instructionOf(command: string | undefined): string | undefined {
  if (command === undefined) return undefined;
  const plain = command.replace(/^"|"$/g, '').replace(/\\(["\\])/g, '$1');
  const run = plain.replace(/^\/bin\/(?:ba|a|da)?sh (?:-o pipefail )?-\w*c /, '');
  return /^(?:RUN|COPY|ADD) /.test(run) ? run : `RUN ${run}`;
}

function findQuoted(quoted: string | undefined, dockerfile: Dockerfile | null): Instruction | null {
  return quoted === undefined || dockerfile === null ? null : byText(dockerfile.instructions, quoted);
}

function stepNames({ event }: Step): Failure['where'] {
  const { name, stage, index, total, target, platform } = event;
  const words = [target, platform, stage, index !== undefined ? `${index}/${total ?? '?'}` : undefined];
  const position = words.filter((word) => word !== undefined).join(' ');
  return {
    step: position === '' ? name : `[${position}] ${name}`,
    ...(index !== undefined && name !== '' && { instruction: name }),
    ...(stage !== undefined && { stage }),
    ...(target !== undefined && { target }),
  };
}

/** By number where the builder counts over the whole file, else by the text of the instruction. */
function findInstruction({ event }: Step, dockerfile: Dockerfile | null): Instruction | null {
  if (dockerfile === null || event.index === undefined) return null;
  const { instructions } = dockerfile;
  if (event.counts === 'file') {
    const counted = instructions[event.index - 1];
    return counted !== undefined && sameKeyword(counted, event.name) ? counted : byText(instructions, event.name);
  }
  return byText(instructions, event.name);
}

function sameKeyword(instruction: Instruction, name: string): boolean {
  return instruction.keyword === (/^\S+/.exec(name)?.[0] ?? '').toUpperCase();
}

function byText(instructions: readonly Instruction[], name: string): Instruction | null {
  const wanted = name.replace(/\s+/g, ' ').trim();
  if (wanted === '') return null;
  const whole = instructions.filter(({ text }) => text === wanted);
  if (whole.length === 1) return whole[0] ?? null;
  // Variables are expanded and heredocs cut in printed names: compare a beginning that is long enough to tell.
  const beginning = wanted.slice(0, 24);
  const similar = instructions.filter(({ text }) => text.startsWith(beginning));
  return similar.length === 1 ? (similar[0] ?? null) : (whole[0] ?? null);
}

function around({ text }: Dockerfile, { line, endLine }: Pick<Instruction, 'line' | 'endLine'>): Failure['source'] {
  const lines = text.split(/\r?\n/);
  const from = Math.max(1, line - CONTEXT_LINES);
  const to = Math.min(lines.length, Math.min(endLine, line + 7) + CONTEXT_LINES);
  return lines
    .slice(from - 1, to)
    .map((row, i) => ({ line: from + i, text: row, marked: from + i >= line && from + i <= endLine }));
}
