import type { StepMemory } from '../model/memory.ts';
import { mask } from '../redact.ts';

/** A control group that was measured while a build ran. Bytes, and milliseconds since the epoch. */
export interface MeasuredGroup {
  readonly commands: readonly (readonly string[])[];
  readonly began: number;
  readonly ended: number;
  readonly peak: number;
  readonly charged: number;
  readonly jobs: number;
  readonly perJob: number;
}

export interface RanStep {
  /** As printed, `RUN make -j4`. */
  readonly name: string;
  readonly isWhole: boolean;
}

const MAX_NAME = 500;
/** Of a script that is little more than variables nobody can say which step it was. */
const FIXED_LEAST = 4;
/** A step of less tells nothing worth keeping. */
const SMALLEST = 16 * 1024 * 1024;

/** Whose memory that was: a group belongs to the RUN step whose command its first process ran. Groups of nobody (containers) are left out. */
export function attribute(groups: readonly MeasuredGroup[], steps: readonly RanStep[]): readonly StepMemory[] {
  const runs = steps.flatMap((step) => {
    const command = commandOf(step.name);
    return command === null ? [] : [{ step, command }];
  });
  return groups.flatMap((group) => {
    const words = group.commands.map(wordsOf);
    const owner = runs.find(({ command }) => words.some((own) => isSame(command, own)));
    if (owner === undefined || group.peak < SMALLEST) return [];
    return [
      {
        step: mask(owner.step.name).slice(0, MAX_NAME),
        at: group.ended,
        seconds: (group.ended - group.began) / 1000,
        peak: group.peak,
        charged: group.charged,
        ...(group.jobs > 0 && { jobs: group.jobs, perJob: group.perJob }),
        isWhole: owner.step.isWhole,
      },
    ];
  });
}

/** What a RUN step runs, its flags and blanks aside; null for any other instruction. */
function commandOf(name: string): string | null {
  const found = /^(?:ONBUILD )?RUN\s+((?:--\w[\w-]*=\S+\s+)*)(.*)$/is.exec(name.trim());
  if (found === null) return null;
  const text = found[2] as string;
  if (!text.startsWith('[')) return plain(text);
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? plain(list.join(' ')) : plain(text);
  } catch {
    return plain(text);
  }
}

/** `/bin/sh -c SCRIPT` runs SCRIPT; everything else runs itself. */
function wordsOf(argv: readonly string[]): string {
  const flag = argv.findIndex((word) => /^-\w*c$/.test(word));
  const isShell = /(?:^|\/)(?:ba|da|z|a|k)?sh$/.test(argv[0] ?? '') && flag > 0;
  return plain(isShell ? (argv[flag + 1] ?? '') : argv.join(' '));
}

function plain(text: string): string {
  return text
    .replace(/\\\r?\n/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Logs cut long names; a heredoc's name ends with its first line. */
function isSame(command: string, own: string): boolean {
  if (own === '') return false;
  if (reads(command, own)) return true;
  const cut = command.replace(/(?:\.\.\.|…)\)?$/, '');
  return cut !== command && cut.length >= 12 && own.startsWith(cut);
}

/** BuildKit names a step with its arguments filled in (`make -j4`); the shell is given it as it is written (`make -j${JOBS}`). */
function reads(name: string, script: string): boolean {
  const [first = '', ...rest] = script.split(/\$(?:\{[A-Za-z_]\w*(?::?[-+?][^{}]*)?\}|[A-Za-z_]\w*)/);
  const last = rest.pop();
  if (last === undefined) return name === script;
  const fixed = [first, ...rest, last].join('').trim();
  if (fixed.length < FIXED_LEAST || !name.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const next = name.indexOf(piece, at);
    if (next === -1) return false;
    at = next + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
