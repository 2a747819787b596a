import type { DockerfileChange } from '#core/model/change.ts';
import { parseInstructions, type Instruction } from '#core/parse/dockerfile/instructions.ts';

import { insertLines, lineStart, spliced, type Edited } from '../splice.ts';

/** Replaces one exact piece of the instruction that stands at a line; refuses where the piece is there twice. */
export function replaceInInstruction(
  source: string,
  line: number,
  { before, after, isWord }: NonNullable<DockerfileChange['replace']>,
): Edited {
  const found = at(source, line);
  if (found === null || before === '') return { ok: false, reason: 'not-found' };
  const { start, text } = found;
  const places = placesOf(before, text).filter((at) => isWord !== true || isBetweenBlanks(text, at, before.length));
  const [first] = places;
  if (first === undefined) return { ok: false, reason: 'not-found' };
  if (places.length > 1) return { ok: false, reason: 'ambiguous' };
  return {
    ok: true,
    text: spliced(source, [{ start: start + first, end: start + first + before.length, text: after }]),
  };
}

function placesOf(piece: string, text: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(piece); at !== -1; at = text.indexOf(piece, at + 1)) places.push(at);
  return places;
}

function isBetweenBlanks(text: string, at: number, length: number): boolean {
  return /^\s?$/.test(text.slice(Math.max(0, at - 1), at)) && /^\s?$/.test(text.slice(at + length, at + length + 1));
}

/** The image of a FROM; its flags, its name and its comment stay. */
export function setBaseImage(source: string, line: number, image: string): Edited {
  const found = at(source, line);
  if (found === null || found.instruction.keyword !== 'FROM') return { ok: false, reason: 'not-found' };
  const match = /^(\s*from\s+(?:--\S+\s+)*)(\S+)/i.exec(found.text);
  if (match === null) return { ok: false, reason: 'unsupported-form' };
  const start = found.start + (match[1] ?? '').length;
  return { ok: true, text: spliced(source, [{ start, end: start + (match[2] ?? '').length, text: image }]) };
}

/** A flag behind the keyword: `RUN --mount=…`, `FROM --platform=…`. */
export function addFlag(source: string, line: number, flag: string): Edited {
  const found = at(source, line);
  const keyword = found === null ? null : /^\s*\w+/.exec(found.text);
  if (found === null || keyword === null) return { ok: false, reason: 'not-found' };
  const start = found.start + keyword[0].length;
  return { ok: true, text: spliced(source, [{ start, end: start, text: ` ${flag}` }]) };
}

/** Whole lines above the instruction at a line. */
export function insertBefore(source: string, line: number, lines: readonly string[]): Edited {
  const found = at(source, line);
  return found === null
    ? { ok: false, reason: 'not-found' }
    : { ok: true, text: insertLines(source, found.instruction.line, lines) };
}

/** Whole lines below the instruction at a line, heredocs and continuations included. */
export function insertAfter(source: string, line: number, lines: readonly string[]): Edited {
  const found = at(source, line);
  return found === null
    ? { ok: false, reason: 'not-found' }
    : { ok: true, text: insertLines(source, found.instruction.endLine + 1, lines) };
}

const VALUE = String.raw`=(?:"(?:\\.|[^"\\])*"|'[^']*'|(?:\\.|[^\s\\])*)`;
const ASSIGNED = new RegExp(String.raw`([A-Za-z_]\w*)${VALUE}`, 'g');
/** An ARG need not have a value. */
const DECLARED = new RegExp(String.raw`(?<=\s)([A-Za-z_]\w*)(?:${VALUE})?(?=\s|$)`, 'g');

/** Takes a name out of an ENV or ARG, with its value if it has one; the whole instruction where it holds no other. */
export function removeVariable(source: string, line: number, name: string): Edited {
  const found = at(source, line);
  if (found === null) return { ok: false, reason: 'not-found' };
  const { instruction, start, text } = found;
  if (instruction.keyword !== 'ENV' && instruction.keyword !== 'ARG') return { ok: false, reason: 'not-found' };
  const assigned = [...text.matchAll(instruction.keyword === 'ARG' ? DECLARED : ASSIGNED)];
  const own = assigned.filter(([, one]) => one === name);
  if (own.length > 1) return { ok: false, reason: 'ambiguous' };
  const [target] = own;
  if (target === undefined) {
    // `ENV NAME value`: one variable, everything behind it is its value.
    const isOld = instruction.keyword === 'ENV' && instruction.text.startsWith(`ENV ${name} `);
    return isOld ? dropInstruction(source, instruction) : { ok: false, reason: 'not-found' };
  }
  if (assigned.length === 1) return dropInstruction(source, instruction);
  return dropAssignment(source, start + target.index, target[0].length);
}

/** The value that an ENV gives a name, without its quotes; null where it is not there, or refers to other variables. */
export function valueOfVariable(source: string, line: number, name: string): string | null {
  const found = at(source, line);
  if (found === null || found.instruction.keyword !== 'ENV') return null;
  const own = [...found.text.matchAll(ASSIGNED)].filter(([, one]) => one === name);
  const [assigned] = own;
  if (assigned === undefined || own.length > 1) return null;
  const written = assigned[0].slice(name.length + 1);
  if (written.startsWith("'")) return written.slice(1, -1);
  if (written.includes('$')) return null;
  return (written.startsWith('"') ? written.slice(1, -1) : written).replace(/\\(.)/gs, '$1');
}

/** An assignment goes with the blank before it; one that fills its own line goes with the line. */
function dropAssignment(source: string, from: number, length: number): Edited {
  const lineFrom = source.lastIndexOf('\n', from - 1) + 1;
  const newline = source.indexOf('\n', from);
  const lineTo = newline === -1 ? source.length : newline + 1;
  const rest = source.slice(from + length, lineTo);
  const isAlone = source.slice(lineFrom, from).trim() === '' && /^\s*(?:[\\`]\s*)?$/.test(rest);
  if (!isAlone) {
    const lead = /[ \t]+$/.exec(source.slice(0, from))?.[0].length ?? 0;
    return { ok: true, text: spliced(source, [{ start: from - lead, end: from + length, text: '' }]) };
  }
  if (/[\\`]\s*$/.test(rest)) return { ok: true, text: spliced(source, [{ start: lineFrom, end: lineTo, text: '' }]) };
  // The last line of the instruction: the continuation before it must go, or the next instruction would be joined.
  const before = /[ \t]*[\\`][ \t]*\r?\n$/.exec(source.slice(0, lineFrom));
  if (before === null) return { ok: false, reason: 'unsupported-form' };
  const end = from + length + (/^[ \t]*/.exec(rest)?.[0].length ?? 0);
  return { ok: true, text: spliced(source, [{ start: before.index, end, text: '' }]) };
}

function dropInstruction(source: string, { line, endLine }: Instruction): Edited {
  const text = spliced(source, [{ start: lineStart(source, line), end: lineStart(source, endLine + 1), text: '' }]);
  return { ok: true, text };
}

/** Whether the instruction at a line is the one that is meant; blanks do not count. */
export function reads(source: string, line: number, text: string): boolean {
  return at(source, line)?.instruction.text === text.replace(/\s+/g, ' ').trim();
}

interface Found {
  readonly instruction: Instruction;
  readonly start: number;
  readonly text: string;
}

/** The instruction that stands at or goes over a line, with the characters it takes. */
function at(source: string, line: number): Found | null {
  const instruction = parseInstructions(source).find((one) => one.line <= line && line <= one.endLine);
  if (instruction === undefined) return null;
  const start = lineStart(source, instruction.line);
  return { instruction, start, text: source.slice(start, lineStart(source, instruction.endLine + 1)) };
}
