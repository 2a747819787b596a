import { isNoValue, isSecretName, type Hide } from './forms.ts';

const ASSIGNMENT = /^(\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*[=:]\s?)(.*)$/;

/** Is this a file of `NAME=value` lines, by its name? */
export function isEnvFile(path: string): boolean {
  return /(?:^|[\\/.])env(?:[.-][\w.-]+)?$|\.env[\w.-]*$/i.test(path);
}

/** Hides the whole value of every variable whose name looks secret: in such a file blanks and signs belong to it. */
export function hideEnvFile(text: string, hide: Hide): string {
  let open: string | null = null;
  return text
    .split('\n')
    .map((line) => {
      if (open !== null) {
        const end = line.indexOf(open);
        if (end === -1) return hideWhole(line, hide);
        open = null;
        return `${hideWhole(line.slice(0, end), hide)}${line.slice(end)}`;
      }
      const found = ASSIGNMENT.exec(line);
      if (found === null || line.trimStart().startsWith('#') || !isSecretName(found[2] as string)) return line;
      const [, before = '', , value = ''] = found;
      const quote = /^["']/.exec(value)?.[0];
      if (quote === undefined) return before + hideBare(value, hide);
      const end = value.indexOf(quote, 1);
      if (end === -1) open = quote;
      const inner = end === -1 ? value.slice(1) : value.slice(1, end);
      return `${before}${quote}${hideWhole(inner, hide)}${end === -1 ? '' : value.slice(end)}`;
    })
    .join('\n');
}

function hideBare(value: string, hide: Hide): string {
  const [bare = ''] = /^(?:(?!\s#).)*/.exec(value) ?? [];
  const secret = bare.trimEnd();
  return hideWhole(secret, hide) + value.slice(secret.length);
}

function hideWhole(value: string, hide: Hide): string {
  return value.trim() === '' || isNoValue(value) ? value : hide(value);
}
