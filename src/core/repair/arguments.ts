import type { ArgumentChange } from '../model/change.ts';

/** Words that end docker's own options; what they take stands behind them. */
const VERBS = new Set(['build', 'pull', 'push', 'run', 'create']);
const DOCKER = /^(?:.*[\\/])?(?:docker|podman|nerdctl)(?:\.exe)?$/;
/** What `docker compose build` takes on its command line, too; the rest of its options stand in a file. */
const OF_COMPOSE_BUILD = new Set(['--no-cache', '--build-arg', '--pull']);

/** Options of `docker run` and `docker create` without a value (docker/cli, cli/command/container/opts.go); all others take one. */
const WITHOUT_VALUE = new Set(
  '--detach --disable-content-trust --help --init --interactive --no-healthcheck --oom-kill-disable --privileged --publish-all --quiet --read-only --rm --sig-proxy --tty --use-api-socket'.split(
    ' ',
  ),
);
const LETTERS_WITHOUT_VALUE = /^-[diPqt]+$/;

/**
 * The command with one argument changed; null where it is no command line of docker's own (a script, make), where the option
 * that has to go is not there, or where nothing would change.
 */
export function withArgument(argv: readonly string[], change: ArgumentChange): readonly string[] | null {
  const verb = verbOf(argv, change);
  if (verb === -1) return null;
  const given = occurrences(argv, { from: verb + 1, to: endOfOptions(argv, verb) }, change);
  const { value } = change;
  if (given.length === 0) {
    if (value === null || typeof value === 'object' || typeof change.was === 'string') return null;
    const added = value === true ? [change.option[0] ?? ''] : [change.option[0] ?? '', value];
    return [...argv.slice(0, verb + 1), ...added, ...argv.slice(verb + 1)];
  }
  if (change.was === null) return null;
  const changed: string[] = [];
  let at = 0;
  for (const { start, words, name, own, glue } of given) {
    changed.push(...argv.slice(at, start));
    if (value !== null) changed.push(...written(name, typeof value === 'object' ? swapped(own, value) : value, glue));
    at = start + words;
  }
  changed.push(...argv.slice(at));
  return changed.join('\0') === argv.join('\0') ? null : changed;
}

function verbOf(argv: readonly string[], { option }: ArgumentChange): number {
  if (!DOCKER.test(argv[0] ?? '')) return -1;
  const compose = argv.indexOf('compose');
  if (compose === -1) return argv.findIndex((word) => VERBS.has(word));
  const build = argv.indexOf('build', compose);
  return option.some((name) => OF_COMPOSE_BUILD.has(name)) ? build : -1;
}

/** Of a container, everything from the image's name on is its own command. */
function endOfOptions(argv: readonly string[], verb: number): number {
  const isContainer =
    argv[verb] === 'run' || (argv[verb] === 'create' && (verb === 1 || argv[verb - 1] === 'container'));
  if (!isContainer) return argv.length;
  let at = verb + 1;
  while (at < argv.length) {
    const word = argv[at] ?? '';
    if (!word.startsWith('-')) break;
    const isAlone = word.includes('=') || WITHOUT_VALUE.has(word) || LETTERS_WITHOUT_VALUE.test(word);
    const isGlued = /^-[a-zA-Z]./.test(word) && !/^-[diPqt]+[a-zA-Z]$/.test(word);
    at += isAlone || isGlued ? 1 : 2;
  }
  return at;
}

interface Occurrence {
  readonly start: number;
  readonly words: 1 | 2;
  readonly name: string;
  readonly own: string;
  /** What stands between the name and its value: `=`, nothing (`-p80:80`), or null where they are two words. */
  readonly glue: string | null;
}

function occurrences(
  argv: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
  { option, was, key, value }: ArgumentChange,
): Occurrence[] {
  const found: Occurrence[] = [];
  for (let start = from; start < to; start++) {
    const word = argv[start] ?? '';
    if (word === '--') break;
    const name = option.find((one) => word === one || word.startsWith(`${one}=`) || isGluedTo(one, word));
    if (name === undefined) continue;
    const glue = word === name ? null : word.startsWith(`${name}=`) ? '=' : '';
    const own = glue === null ? (argv[start + 1] ?? '') : word.slice(name.length + glue.length);
    if (typeof was === 'string' && own !== was) continue;
    if (key !== undefined && own !== key && !own.startsWith(`${key}=`)) continue;
    const words = glue !== null || isFlag(value, own) ? 1 : 2;
    found.push({ start, words, name, own, glue });
    start += words - 1;
  }
  return found;
}

/** `-p8080:80`, which only names of one letter allow. */
function isGluedTo(name: string, word: string): boolean {
  return /^-[a-zA-Z]$/.test(name) && word.startsWith(name);
}

/** A flag has no value of its own: what follows is another option, or belongs to the command. */
function isFlag(value: ArgumentChange['value'], next: string): boolean {
  return value === true || (value === null && next.startsWith('-'));
}

function swapped(own: string, { piece, becomes }: { readonly piece: string; readonly becomes: string }): string {
  const pieces = own.split(':');
  const at = pieces.length < 2 ? -1 : pieces.slice(0, -1).indexOf(piece);
  return at === -1 ? own : pieces.with(at, becomes).join(':');
}

function written(name: string, value: string | true, glue: string | null): string[] {
  if (value === true) return [name];
  return glue === null ? [name, value] : [`${name}${glue}${value}`];
}
