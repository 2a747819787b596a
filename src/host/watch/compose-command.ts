import type { EngineOptions } from '../engine/endpoint.ts';
import { run } from '../exec/run.ts';

const LIMITS = { milliseconds: 8000, maxBytes: 8 * 1024 * 1024 };
/** Options of `docker compose` itself with a value, which it takes only before its subcommand. */
export const COMPOSE_OPTIONS = new Set([
  '-f',
  '--file',
  '-p',
  '--project-name',
  '--project-directory',
  '--env-file',
  '--profile',
  '--ansi',
  '--progress',
  '--parallel',
]);
/** The same of `docker` (docker/cli cli/flags), and of the legacy `docker-compose`. */
const CLIENT_OPTIONS = new Set([
  '-H',
  '--host',
  '-c',
  '--context',
  '--config',
  '-l',
  '--log-level',
  '--tlscacert',
  '--tlscert',
  '--tlskey',
]);

/** The client and its own options in front of `up` or `start`; null for any other command. */
export function composeOf([program = '', ...words]: readonly string[]): readonly [string, ...string[]] | null {
  const outer = split(words);
  if (isNamed(program, 'docker-compose')) return starts(outer) ? [program, ...outer.options] : null;
  if (!isNamed(program, 'docker') || outer.word !== 'compose') return null;
  const inner = split(outer.rest);
  return starts(inner) ? [program, ...outer.options, 'compose', ...inner.options] : null;
}

/** The engine that the command names itself; empty where it leaves that to the environment. */
export function engineOf([program = '', ...words]: readonly string[]): EngineOptions {
  if (!isNamed(program, 'docker') && !isNamed(program, 'docker-compose')) return {};
  const { options } = split(words);
  const context = valueOf(options, ['-c', '--context']);
  const host = valueOf(options, ['-H', '--host']);
  return { ...(context !== undefined && { context }), ...(host !== undefined && { host }) };
}

/** Ids of the containers that the client counts as its project's; empty where it cannot say. */
export async function containersOf(compose: readonly [string, ...string[]]): Promise<readonly string[]> {
  const list = await run([...compose, 'ps', '-a', '-q'], LIMITS);
  return list.ok ? list.stdout.split('\n').filter((id) => /^[0-9a-f]{12,64}$/.test(id)) : [];
}

interface Called {
  /** In front of the subcommand. */
  readonly options: readonly string[];
  readonly word: string | undefined;
  readonly rest: readonly string[];
}

function split(words: readonly string[]): Called {
  let at = 0;
  while (at < words.length && words[at]?.startsWith('-') === true) at += hasValue(words[at] ?? '') ? 2 : 1;
  return { options: words.slice(0, at), word: words[at], rest: words.slice(at + 1) };
}

function hasValue(option: string): boolean {
  return COMPOSE_OPTIONS.has(option) || CLIENT_OPTIONS.has(option);
}

function starts({ word }: Called): boolean {
  return word === 'up' || word === 'start';
}

function valueOf(options: readonly string[], names: readonly string[]): string | undefined {
  const at = options.findLastIndex((word) => names.includes(word.replace(/=.*/s, '')));
  const word = options[at] ?? '';
  if (at === -1) return undefined;
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : options[at + 1];
}

function isNamed(program: string, name: 'docker' | 'docker-compose'): boolean {
  return new RegExp(String.raw`(?:^|[\\/])${name}(?:\.exe)?$`).test(program);
}
