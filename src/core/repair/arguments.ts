import type { ArgumentChange } from '../model/change.ts';

/** Words that end docker's own options; what a build takes stands behind them. */
const VERBS = new Set(['build', 'pull', 'push']);
const DOCKER = /^(?:.*[\\/])?(?:docker|podman|nerdctl)(?:\.exe)?$/;

/**
 * The command with one argument changed; null where it is no command line of docker's own (a script, make; Compose has its options in a file), where the option
 * that has to go is not there, or where nothing would change.
 */
export function withArgument(argv: readonly string[], change: ArgumentChange): readonly string[] | null {
  const verb = DOCKER.test(argv[0] ?? '') && !argv.includes('compose') ? argv.findIndex((word) => VERBS.has(word)) : -1;
  if (verb === -1) return null;
  const given = occurrences(argv, verb + 1, change);
  const { value } = change;
  if (given.length === 0) {
    if (value === null || typeof change.was === 'string') return null;
    const added = value === true ? [change.option[0] ?? ''] : [change.option[0] ?? '', value];
    return [...argv.slice(0, verb + 1), ...added, ...argv.slice(verb + 1)];
  }
  if (change.was === null) return null;
  const changed: string[] = [];
  let at = 0;
  for (const { start, words, name, isInline } of given) {
    changed.push(...argv.slice(at, start));
    if (value !== null) changed.push(...written(name, value, isInline));
    at = start + words;
  }
  changed.push(...argv.slice(at));
  return changed.join('\0') === argv.join('\0') ? null : changed;
}

interface Occurrence {
  readonly start: number;
  readonly words: 1 | 2;
  readonly name: string;
  readonly isInline: boolean;
}

function occurrences(argv: readonly string[], from: number, { option, was, key, value }: ArgumentChange): Occurrence[] {
  const found: Occurrence[] = [];
  for (let start = from; start < argv.length; start++) {
    const word = argv[start] ?? '';
    if (word === '--') break;
    const name = option.find((one) => word === one || word.startsWith(`${one}=`));
    if (name === undefined) continue;
    const isInline = word !== name;
    const own = isInline ? word.slice(name.length + 1) : (argv[start + 1] ?? '');
    if (typeof was === 'string' && own !== was) continue;
    if (key !== undefined && own !== key && !own.startsWith(`${key}=`)) continue;
    const words = isInline || value === true ? 1 : 2;
    found.push({ start, words, name, isInline });
    start += words - 1;
  }
  return found;
}

function written(name: string, value: string | true, isInline: boolean): string[] {
  if (value === true) return [name];
  return isInline ? [`${name}=${value}`] : [name, value];
}
