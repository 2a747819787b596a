import { applyEdits, modify, parseTree, type ParseError } from 'jsonc-parser';

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
