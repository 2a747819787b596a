import { applyEdits, createScanner, findNodeAtLocation, modify, parse, parseTree, type ParseError } from 'jsonc-parser';

import { newlineOf, type Edited } from '../splice.ts';

type Path = readonly (string | number)[];

/** Sets a value in JSON, with or without comments and trailing commas; everything else stays. */
export function setJson(source: string, path: Path, value: unknown): Edited {
  return change(source === '' ? '{}\n' : source, path, value);
}

/** Takes a key or an item out. */
export function removeJson(source: string, path: Path): Edited {
  return change(source, path, undefined);
}

function change(source: string, path: Path, value: unknown): Edited {
  const errors: ParseError[] = [];
  const mark = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = source.slice(mark.length);
  const tree = parseTree(body, errors, { allowTrailingComma: true, disallowComments: false });
  if (tree === undefined || errors.length > 0) return { ok: false, reason: 'not-parseable' };
  const indent = /\n([ \t]+)\S/.exec(body)?.[1] ?? '  ';
  const edits = modify(body, [...path], value, {
    formattingOptions: {
      insertSpaces: !indent.startsWith('\t'),
      tabSize: indent.startsWith('\t') ? 1 : indent.length,
      eol: newlineOf(body),
    },
  });
  return { ok: true, text: mark + applyEdits(body, edits) };
}

/** Whether this is what stands at the place. */
export function holdsJson(source: string, path: Path, value: string | number | boolean): boolean {
  const tree = parseTree(source.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true });
  return tree !== undefined && findNodeAtLocation(tree, [...path])?.value === value;
}

/** Takes comments and trailing commas out; refuses where anything else is wrong. */
export function strictJson(source: string): Edited {
  const errors: ParseError[] = [];
  parse(source, errors, { allowTrailingComma: true });
  if (errors.length > 0) return { ok: false, reason: 'not-parseable' };
  const cut = [...superfluous(source)].toSorted(([a], [b]) => a - b);
  const kept = cut.reduceRight((text, [from, to]) => text.slice(0, from) + text.slice(to), source);
  return { ok: true, text: kept };
}

/** Ranges of comments, and of commas after which nothing comes. */
function* superfluous(source: string): Generator<readonly [from: number, to: number]> {
  const scanner = createScanner(source);
  let comma: readonly [number, number] | null = null;
  for (scanner.scan(); scanner.getTokenOffset() < source.length; scanner.scan()) {
    const from = scanner.getTokenOffset();
    const to = from + scanner.getTokenLength();
    const token = source.slice(from, to);
    if (token.startsWith('//') || token.startsWith('/*')) yield [from, to];
    else if (token === ',') comma = [from, to];
    else if (token.trim() !== '') {
      if (comma !== null && (token === '}' || token === ']')) yield comma;
      comma = null;
    }
  }
}
