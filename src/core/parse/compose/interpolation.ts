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
  const expand = (from: string, depth: number): string => {
    let made = '';
    let at = 0;
    for (;;) {
      const dollar = from.indexOf('$', at);
      if (dollar === -1) return made + from.slice(at);
      made += from.slice(at, dollar);
      const found = from[dollar + 1] === '$' ? null : readUse(from, dollar);
      if (found === null) {
        if (from[dollar + 1] === '{') onInvalid?.();
        made += '$';
        at = dollar + (from[dollar + 1] === '$' ? 2 : 1);
        continue;
      }
      const { name, operator, word, end } = found;
      at = end;
      const value = lookup(name);
      const isMissing = value === undefined || (operator.startsWith(':') && value === '');
      const kind = kindOf(operator);
      const isRefused = kind === 'required' && isMissing;
      onUse?.({ name, kind, state: value === undefined ? 'unset' : value === '' ? 'empty' : 'set', isRefused });
      const wantsWord = (kind === 'default' && isMissing) || (kind === 'alternative' && !isMissing);
      if (wantsWord) made += depth < MAX_DEPTH ? expand(word, depth + 1) : word;
      else if (kind !== 'alternative') made += value ?? '';
    }
  };
  return expand(text, 0);
}

function kindOf(operator: string): VariableUse['kind'] {
  if (operator.endsWith('-')) return 'default';
  if (operator.endsWith('+')) return 'alternative';
  return operator.endsWith('?') ? 'required' : 'plain';
}

interface Use {
  readonly name: string;
  readonly operator: string;
  readonly word: string;
  readonly end: number;
}

function readUse(text: string, dollar: number): Use | null {
  const isBraced = text[dollar + 1] === '{';
  const name = match(NAME, text, dollar + (isBraced ? 2 : 1));
  if (name === '') return null;
  const after = dollar + (isBraced ? 2 : 1) + name.length;
  if (!isBraced) return { name, operator: '', word: '', end: after };
  if (text[after] === '}') return { name, operator: '', word: '', end: after + 1 };
  const operator = match(OPERATOR, text, after);
  if (operator === '') return null;
  const start = after + operator.length;
  const end = closingBrace(text, start);
  return end === -1 ? null : { name, operator, word: text.slice(start, end), end: end + 1 };
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** Only `${` opens; a brace on its own belongs to the word, and the first `}` closes it. */
function closingBrace(text: string, from: number): number {
  let open = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '}' && --open === 0) return i;
    if (text[i] === '$' && text[i + 1] === '{') {
      open++;
      i++;
    }
  }
  return -1;
}
