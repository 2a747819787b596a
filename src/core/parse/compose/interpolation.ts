/** One `$X` or `${X…}` of a text, and what the variable was when it was replaced. */
export interface VariableUse {
  readonly name: string;
  /** `default`: `-` or `:-`; `alternative`: `+` or `:+`; `required`: `?` or `:?`. */
  readonly kind: 'plain' | 'default' | 'alternative' | 'required';
  readonly state: 'set' | 'empty' | 'unset';
  /** Compose refuses the file: the variable is required and has no (or an empty) value. */
  readonly isRefused: boolean;
}

export type Lookup = (name: string) => string | undefined;

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const OPERATOR = /:?[-+?]/y;
/** Defaults within defaults: deeper than anybody writes. */
const MAX_DEPTH = 32;

/**
 * Compose interpolation (compose-go `template`): `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:+other}`, `${X+other}`,
 * `${X:?message}`, `${X?message}`, `$$`; words are interpolated themselves. A `$` that starts none of these stays as it is;
 * where it is a `${`, Compose refuses the text, and `onInvalid` hears of it.
 */
export function interpolate(
  text: string,
  lookup: Lookup,
  { onUse, onInvalid }: { onUse?: (use: VariableUse) => void; onInvalid?: () => void } = {},
): string {
  let braces: ReadonlyMap<number, number> | undefined;
  const closing = (opening: number): number | undefined => (braces ??= bracesOf(text)).get(opening);
  const expand = (start: number, end: number, depth: number): string => {
    let made = '';
    let at = start;
    for (;;) {
      const dollar = text.indexOf('$', at);
      if (dollar === -1 || dollar >= end) return made + text.slice(at, end);
      made += text.slice(at, dollar);
      const found = text[dollar + 1] === '$' ? null : readUse(text, dollar, closing);
      if (found === null) {
        if (text[dollar + 1] === '{') onInvalid?.();
        made += '$';
        at = dollar + (text[dollar + 1] === '$' ? 2 : 1);
        continue;
      }
      const { name, operator, word } = found;
      at = found.end;
      const value = lookup(name);
      const isMissing = value === undefined || (operator.startsWith(':') && value === '');
      const kind = kindOf(operator);
      const isRefused = kind === 'required' && isMissing;
      onUse?.({ name, kind, state: value === undefined ? 'unset' : value === '' ? 'empty' : 'set', isRefused });
      const wantsWord = (kind === 'default' && isMissing) || (kind === 'alternative' && !isMissing);
      if (wantsWord)
        made += depth < MAX_DEPTH ? expand(word.start, word.end, depth + 1) : text.slice(word.start, word.end);
      else if (kind !== 'alternative') made += value ?? '';
    }
  };
  return expand(0, text.length, 0);
}

function kindOf(operator: string): VariableUse['kind'] {
  if (operator.endsWith('-')) return 'default';
  if (operator.endsWith('+')) return 'alternative';
  return operator.endsWith('?') ? 'required' : 'plain';
}

interface Use {
  readonly name: string;
  readonly operator: string;
  readonly word: { readonly start: number; readonly end: number };
  readonly end: number;
}

function readUse(text: string, dollar: number, closing: (opening: number) => number | undefined): Use | null {
  const isBraced = text[dollar + 1] === '{';
  const name = match(NAME, text, dollar + (isBraced ? 2 : 1));
  if (name === '') return null;
  const after = dollar + (isBraced ? 2 : 1) + name.length;
  const none = { start: after, end: after };
  if (!isBraced) return { name, operator: '', word: none, end: after };
  if (text[after] === '}') return { name, operator: '', word: none, end: after + 1 };
  const operator = match(OPERATOR, text, after);
  if (operator === '') return null;
  const start = after + operator.length;
  const end = closing(dollar);
  return end === undefined ? null : { name, operator, word: { start, end }, end: end + 1 };
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/**
 * The `}` of every `${`, by their positions, in one pass: a text of nothing but openings would be searched to its end for each.
 * Only `${` opens; a brace on its own belongs to the word, and the first `}` closes it.
 */
function bracesOf(text: string): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '}') {
      const opening = open.pop();
      if (opening !== undefined) found.set(opening, i);
    } else if (text[i] === '$' && text[i + 1] === '{') {
      open.push(i);
      i++;
    }
  }
  return found;
}
