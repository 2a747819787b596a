import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Ran {
  readonly argv: readonly string[];
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Standard output and standard error in the order they were written. */
  readonly text: string;
  readonly seconds: number;
  readonly timedOut: boolean;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly seconds?: number;
  /** Called once, as soon as the output matches: breaks things in the middle of a command without guessing at times. */
  readonly when?: { readonly says: RegExp; readonly act: () => Promise<unknown> | unknown };
}

/** Runs a command and never rejects because of its exit code. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-run-'));
  const file = join(folder, 'out');
  // One open file for both streams: the kernel keeps their order, two pipes would not.
  const out = openSync(file, 'w');
  const started = performance.now();
  const child = spawn(argv[0] ?? '', argv.slice(1), {
    cwd: options.cwd,
    env: options.env === undefined ? process.env : { ...process.env, ...options.env },
    stdio: [options.input === undefined ? 'ignore' : 'pipe', out, out],
    detached: true,
  });
  // A command may end without having read what it was given.
  child.stdin?.on('error', () => undefined).end(options.input);
  closeSync(out);
  const ended = ending(child);
  let timedOut = false;
  const giveUp = (): void => {
    timedOut = true;
    signalGroup(child, 'SIGKILL');
  };
  const timer = setTimeout(giveUp, (options.seconds ?? 90) * 1000);
  const watching = options.when === undefined ? undefined : watch(file, options.when, ended);
  const { code, signal } = await ended;
  clearTimeout(timer);
  await watching;
  const text = readFileSync(file, 'utf8');
  rmSync(folder, { recursive: true });
  return { argv, code, signal, text, seconds: (performance.now() - started) / 1000, timedOut };
}

/** Runs a command that has to succeed. */
export async function must(argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, text } = await run(argv, options);
  if (code !== 0) throw new Error(`${argv.join(' ').slice(0, 300)}: exit code ${code}\n${text.slice(-2000)}`);
  return text;
}

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

function ending(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

async function watch(
  file: string,
  { says, act }: NonNullable<RunOptions['when']>,
  ended: Promise<Ending>,
): Promise<void> {
  const isOver = ended.then(() => true);
  while (!(await Promise.race([isOver, sleep(30, false)]))) {
    if (says.test(readFileSync(file, 'utf8'))) {
      await act();
      return;
    }
  }
}

export async function until(what: string, isTrue: () => Promise<boolean>, seconds = 20): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    if (await isTrue()) return;
    await sleep(60);
  }
  throw new Error(`${what}: not within ${seconds} s`);
}
