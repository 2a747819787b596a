import { interpolate } from '../compose/interpolation.ts';
import type { Instruction } from './instructions.ts';

/** What a Dockerfile takes from its context and sets, as far as its text says it. */
export interface Outline {
  readonly stages: readonly {
    readonly name?: string;
    readonly from: string;
    readonly platform?: string;
    readonly line: number;
  }[];
  /** Sources of COPY and ADD in the context: no URL, no heredoc, no `--from`, no variable without a known value. */
  readonly sources: readonly { readonly source: string; readonly line: number }[];
  readonly variables: readonly {
    readonly instruction: 'ENV' | 'ARG';
    readonly name: string;
    readonly line: number;
    readonly hasValue: boolean;
  }[];
}

type Values = Map<string, string | undefined>;

/** `args`: build arguments that somebody gives (Compose's `build.args`). */
export function outlineOf(instructions: readonly Instruction[], args: ReadonlyMap<string, string>): Outline {
  const stages: Outline['stages'][number][] = [];
  const sources: Outline['sources'][number][] = [];
  const variables: Outline['variables'][number][] = [];
  const global: Values = new Map();
  const ends = new Map<string, Values>();
  let values: Values = global;
  for (const { keyword, text, line } of instructions) {
    const rest = text.slice(keyword.length).trim();
    if (keyword === 'FROM') {
      const stage = stageOf(rest, line, global);
      const under = ends.get(stage.from.toLowerCase());
      values = new Map(under);
      ends.set(String(stages.length), values);
      if (stage.name !== undefined) ends.set(stage.name.toLowerCase(), values);
      stages.push(stage);
    } else if (keyword === 'ARG' || keyword === 'ENV') {
      for (const { name, value } of keyword === 'ENV' ? environment(rest) : declarations(rest)) {
        variables.push({ instruction: keyword, name, line, hasValue: value !== undefined });
        const given =
          keyword === 'ARG' ? (args.get(name) ?? expand(value, values) ?? global.get(name)) : expand(value, values);
        values.set(name, given);
      }
    } else if (keyword === 'COPY' || keyword === 'ADD') {
      for (const word of contextSources(rest)) {
        const source = expand(word, values);
        if (source !== undefined && source !== '' && !isElsewhere(source)) sources.push({ source, line });
      }
    }
  }
  return { stages, sources, variables };
}

function stageOf(rest: string, line: number, values: Values): Outline['stages'][number] {
  const words = rest.split(/\s+/);
  const platform = /^--platform=(.+)$/.exec(words[0] ?? '')?.[1];
  const [image = '', as = '', name] = words.filter((word) => !word.startsWith('--'));
  return {
    ...(as.toUpperCase() === 'AS' && name !== undefined && { name }),
    from: expand(image, values) ?? image,
    ...(platform !== undefined && { platform }),
    line,
  };
}

interface Assignment {
  readonly name: string;
  readonly value: string | undefined;
}

/** `ENV A=1 B="2 3"`, and the old `ENV A the rest`. */
export function environment(rest: string): readonly Assignment[] {
  const old = /^([^\s=]+)\s+(.*)$/.exec(rest);
  if (old !== null) return [{ name: old[1] as string, value: old[2] }];
  return declarations(rest);
}

/** `A=1 B="2 3" C`: of ARG, and of ENV as it is written today. */
export function declarations(rest: string): readonly Assignment[] {
  return words(rest).map((word) => {
    const at = word.indexOf('=');
    return at === -1 ? { name: word, value: undefined } : { name: word.slice(0, at), value: word.slice(at + 1) };
  });
}

/** Words of COPY and ADD without flags and without the destination; none where they come from a stage or from the text. */
function contextSources(rest: string): readonly string[] {
  let left = rest;
  for (
    let flag = /^--([a-z-]+)(?:=(\S*))?\s+/.exec(left);
    flag !== null;
    flag = /^--([a-z-]+)(?:=(\S*))?\s+/.exec(left)
  ) {
    if (flag[1] === 'from') return [];
    left = left.slice(flag[0].length);
  }
  const found = jsonWords(left) ?? words(left);
  return found.slice(0, -1).filter((word) => !word.startsWith('<<'));
}

function jsonWords(text: string): readonly string[] | null {
  if (!text.startsWith('[')) return null;
  try {
    const list = JSON.parse(text) as unknown;
    return Array.isArray(list) && list.every((word) => typeof word === 'string') ? list : null;
  } catch {
    return null;
  }
}

function words(text: string): readonly string[] {
  const found = text.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  return found.map((word) =>
    word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''),
  );
}

/** ADD fetches URLs and Git repositories. */
function isElsewhere(source: string): boolean {
  return /^(?:https?|ftp|git|ssh):\/\/|^git@/.test(source);
}

/** The text with its variables, or undefined where one of them is not known: then nothing can be said of the file. */
function expand(text: string | undefined, values: Values): string | undefined {
  if (text === undefined || !text.includes('$')) return text;
  // `${x#y}`, `${x/a/b}` and a `\$` are not read here.
  let isKnown = !text.includes('\\$');
  const expanded = interpolate(text, (name) => values.get(name), {
    onUse: ({ kind, state, name }) => {
      if (kind === 'plain' && state === 'unset') isKnown = false;
      if (values.has(name) && values.get(name) === undefined) isKnown = false;
    },
    onInvalid: () => {
      isKnown = false;
    },
  });
  return isKnown ? expanded : undefined;
}
