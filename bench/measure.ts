import { spawn, spawnSync } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Processor and wall seconds of one process with its children. */
export interface Spent {
  readonly cpu: number;
  readonly wall: number;
}

export type Command = readonly [program: string, ...args: string[]];

export const drydock = (...args: readonly string[]): Command => [
  process.execPath,
  join(ROOT, 'bin/drydock.js'),
  ...args,
];

const CORE = spawnSync('taskset', ['-pc', String(process.pid)], { encoding: 'utf8' })
  .stdout?.trim()
  .match(/(\d+)$/)?.[1];

/** Held to one core where `taskset` is there. */
export function pinned(command: Command): Command {
  return CORE === undefined ? command : ['taskset', '-c', CORE, ...command];
}

export function isThere(program: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0;
}

export function versionOf(program: string, ...args: readonly string[]): string {
  return spawnSync(program, args, { encoding: 'utf8' }).stdout?.split('\n', 1)[0] ?? '';
}

/** Runs it once. What it prints goes nowhere. */
export function time(command: Command, input?: string): Spent {
  const { stderr, status, error } = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%U %S %R"; time "$@" 2>/dev/null', 'bash', ...pinned(command)],
    { stdio: [input === undefined ? 'ignore' : openSync(input, 'r'), 'ignore', 'pipe'], encoding: 'utf8' },
  );
  const [user, system, wall] = stderr.trim().split(/\s+/).slice(-3).map(Number);
  if (error !== undefined || status === null || user === undefined || system === undefined || wall === undefined) {
    throw new Error(`${command.join(' ').slice(0, 200)} could not be timed: ${String(error ?? stderr)}`);
  }
  return { cpu: user + system, wall };
}

/** Each command in turn, `rounds` times over, so that a slow minute of the machine falls on all of them; medians. */
export function interleaved<Name extends string>(
  commands: Readonly<Record<Name, Command>>,
  rounds: number,
): Record<Name, Spent> {
  const names = Object.keys(commands) as Name[];
  const all = names.map((): Spent[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, name] of names.entries()) all[index]?.push(time(commands[name]));
  }
  const entries = names.map((name, index) => {
    const spent = all[index] as Spent[];
    return [name, { cpu: median(spent.map(({ cpu }) => cpu)), wall: median(spent.map(({ wall }) => wall)) }] as const;
  });
  return Object.fromEntries(entries) as Record<Name, Spent>;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** What `bench/inside.ts` measured in a process of its own. */
export function inside<F>(name: string, file: string, count = 0): F {
  const command = pinned([
    process.execPath,
    '--import',
    'tsx',
    join(import.meta.dirname, 'inside.ts'),
    name,
    file,
    String(count),
  ]);
  const [program, ...args] = command;
  const { stdout, stderr, status } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`bench/inside.ts ${name} failed:\n${stderr}`);
  return JSON.parse(stdout) as F;
}

const POLL_MILLISECONDS = 20;

/** Greatest resident memory of a process in MB, from /proc; null where there is none. `feed` writes to its standard input. */
export async function peak(command: Command, feed: Command | null = null): Promise<number | null> {
  const [program, ...args] = command;
  const source = feed === null ? null : spawn(feed[0], feed.slice(1), { stdio: ['ignore', 'pipe', 'ignore'] });
  const child = spawn(program, args, { stdio: [source === null ? 'ignore' : source.stdout, 'ignore', 'ignore'] });
  // The child has its own copy of the pipe: with ours open the source would not learn that it is gone.
  source?.stdout.destroy();
  let most: number | null = null;
  const look = setInterval(() => {
    try {
      const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      if (kilobytes !== undefined) most = Number(kilobytes) / 1000;
    } catch {
      // It is gone, or the system has no /proc.
    }
  }, POLL_MILLISECONDS);
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(look);
  return most;
}
