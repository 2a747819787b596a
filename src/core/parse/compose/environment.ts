/** `.env` as Compose reads it: `KEY=value`, `export`, quotes, comments. Later lines win. */
export function parseDotEnv(source: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const raw of source.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const found = /^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*[=:]\s?(.*)$/.exec(raw);
    if (found === null || raw.trimStart().startsWith('#')) continue;
    values.set(found[1] as string, unquote((found[2] as string).trim()));
  }
  return values;
}

function unquote(value: string): string {
  const quoted = /^(["'])(.*?)\1/.exec(value);
  if (quoted !== null) return quoted[2] as string;
  return value.replace(/\s+#.*$/, '');
}

const VARIABLE = /\$\$|\$\{([A-Za-z_]\w*)(?:(:?[-+?])([^{}]*))?\}|\$([A-Za-z_]\w*)/g;

/** Compose interpolation: `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:+other}`, `${X:?message}`, `$$`. */
export function interpolate(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(VARIABLE, (whole, braced?: string, operator?: string, word?: string, bare?: string) => {
    if (whole === '$$') return '$';
    const value = values.get(braced ?? bare ?? '');
    const isUnset = operator?.startsWith(':') === true ? value === undefined || value === '' : value === undefined;
    if (operator?.endsWith('-') === true && isUnset) return word ?? '';
    if (operator?.endsWith('+') === true) return isUnset ? '' : (word ?? '');
    return value ?? '';
  });
}
