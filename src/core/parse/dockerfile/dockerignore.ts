/**
 * The pattern of a .dockerignore that hides `path`, or undefined. The last pattern that fits wins, `!` brings back
 * (moby/patternmatcher). A path is also hidden if one of its parents is.
 */
export function ignoredBy(source: string, path: string): string | undefined {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  let hidden: string | undefined;
  for (const line of source.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const pattern = line.trim();
    if (pattern === '' || pattern.startsWith('#')) continue;
    const isException = pattern.startsWith('!');
    const wanted = (isException ? pattern.slice(1) : pattern).replace(/^\.?\/+/, '').replace(/\/+$/, '');
    const regex = globToRegex(wanted);
    const fits = parts.some((_, i) => regex.test(parts.slice(0, i + 1).join('/')));
    if (fits) hidden = isException ? undefined : pattern;
  }
  return hidden;
}

function globToRegex(glob: string): RegExp {
  let regex = '';
  for (let i = 0; i < glob.length; i++) {
    const char = glob[i] as string;
    if (char === '*' && glob[i + 1] === '*') {
      i++;
      if (glob[i + 1] === '/') {
        i++;
        regex += '(?:[^/]+/)*';
      } else regex += '.*';
    } else if (char === '*') regex += '[^/]*';
    else if (char === '?') regex += '[^/]';
    else regex += char.replace(/[\\^$.|+()[\]{}]/, '\\$&');
  }
  return new RegExp(`^${regex}$`);
}
