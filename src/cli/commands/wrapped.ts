import { COMPOSE_OPTIONS } from '#host/watch/compose-command.ts';

export function buildCommand(given: readonly string[]): string[] {
  return ['docker', 'buildx', 'build', ...given];
}

/** Also tells the Compose files that were named, the last one first. */
export function upCommand(given: readonly string[]): { argv: string[]; files: string[] } {
  const before: string[] = [];
  const after: string[] = [];
  const files: string[] = [];
  for (let at = 0; at < given.length; at++) {
    const word = given[at] as string;
    const [name = '', inline] = split(word);
    if (!COMPOSE_OPTIONS.has(name)) {
      after.push(word);
      continue;
    }
    const value = inline ?? given[at + 1];
    before.push(word);
    if (inline === undefined && value !== undefined) before.push(given[++at] as string);
    if ((name === '-f' || name === '--file') && value !== undefined) files.unshift(value);
  }
  return { argv: ['docker', 'compose', ...before, 'up', '-d', '--build', '--wait', ...after], files };
}

function split(word: string): [string, string | undefined] {
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  return equals === -1 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}
