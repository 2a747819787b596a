import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

import { findProgram, quote } from './command.ts';
import { exitCode, type Ended } from './ended.ts';
import { ownEnvironment } from './environment.ts';
import { makePipe } from './pipe.ts';
import { pass } from './piped.ts';
import { forwardSignals, send } from './signals.ts';
import type { Title } from './title.ts';
import { Typescript } from './typescript.ts';

/** The system's `script`, of which there are two families with command lines of their own. */
export interface Recorder {
  readonly path: string;
  readonly family: 'util-linux' | 'bsd';
}

/** Finds a `script` that tells the command's exit code, or null: others (busybox) are no use here. */
export async function findRecorder(): Promise<Recorder | null> {
  const path = await findProgram('script');
  if (typeof path !== 'string' || !(await isInForeground())) return null;
  if (process.platform === 'darwin') return { path, family: 'bsd' };
  if (process.platform !== 'linux') return null;
  const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 5000 }).catch(() => ({ stdout: '' }));
  return stdout.includes('util-linux') ? { path, family: 'util-linux' } : null;
}

/** In the background a program that sets up the terminal is stopped by the kernel. */
async function isInForeground(): Promise<boolean> {
  if (process.platform === 'linux') {
    // proc(5): after the name in brackets stand state, ppid, pgrp, session, tty_nr, tpgid.
    const [, , group, , , foreground] = statOf('self');
    return group !== undefined && group === foreground;
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=', '-p', String(process.pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.includes('+');
}

function statOf(pid: number | string): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

export interface TerminalOptions {
  readonly argv: readonly string[];
  readonly recorder: Recorder;
  /** Which of our streams are terminals; at least one of the two outputs is. */
  readonly terminals: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
  /** The folder the recording lies in while the command runs. */
  readonly folder: string;
  readonly copy: (chunk: Uint8Array) => void;
  /** Shows how far it is; null where it must not. */
  readonly title: Title | null;
}

/** Runs a command on a terminal of its own that shows everything on ours, and reads along. */
export async function runOnTerminal(options: TerminalOptions): Promise<Ended> {
  const { recorder, terminals, folder, title } = options;
  const copy = (chunk: Uint8Array): void => {
    options.copy(chunk);
    title?.see(chunk);
  };
  const recording = new Typescript(folder, { hasFrame: recorder.family === 'util-linux', copy });
  // `script` sets our terminal up and reads its keys, whatever the command's own input is.
  const keys = terminals.stdin ? null : openSync('/dev/tty', 'r+');
  const screen = terminals.stdout ? 1 : 2;
  const beside = terminals.stdout && terminals.stderr ? null : makePipe(folder);
  const child = spawn(recorder.path, commandLine(options, recording.path), {
    stdio: [keys ?? 'inherit', screen, screen, beside?.end ?? 'ignore', 0],
    env: { ...ownEnvironment(), SHELL: '/bin/sh' },
  });
  const aside = pass(
    beside?.open(child.stdio[3] as Readable | null) ?? null,
    terminals.stdout ? process.stderr : process.stdout,
    copy,
  );
  // `script` turns whatever reaches it into SIGTERM: signals go to what runs on its terminal.
  const forwarding = forwardSignals((signal) => signalInside(child.pid, signal), false);
  const watch = setInterval(() => {
    recording.follow();
    wake(child.pid);
    void title?.tick(Date.now(), recording);
  }, 100);
  try {
    const { code, signal } = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((give, fail) => {
      child.once('error', fail);
      child.once('exit', (code, signal) => give({ code, signal }));
    });
    await aside?.rest();
    return { code: exitCode(code, signal), isInterrupted: forwarding.wasAsked(), limits: [] };
  } finally {
    clearInterval(watch);
    forwarding.stop();
    recording.end();
    title?.end();
    if (keys !== null) closeSync(keys);
  }
}

function commandLine({ argv, recorder, terminals }: TerminalOptions, file: string): string[] {
  const aside = terminals.stdout ? (terminals.stderr ? '' : ' 2>&3') : ' >&3';
  const input = terminals.stdin ? '' : ' <&4';
  const shell = process.env['SHELL'];
  // `script` runs its command by $SHELL; the command itself gets the one it would have had.
  const restore = shell === undefined ? 'unset SHELL' : `SHELL=${quote(shell)}; export SHELL`;
  const command = `${restore}; exec ${argv.map(quote).join(' ')}${aside}${input} 3>&- 4<&-`;
  return recorder.family === 'util-linux'
    ? ['-q', '-e', '-f', '-a', '-c', command, file]
    : ['-q', '-F', '-a', file, '/bin/sh', '-c', command];
}

/** The processes `script` started; on its terminal the command leads a session of its own. */
function signalInside(pid: number | undefined, signal: NodeJS.Signals): void {
  const children = childrenOf(pid);
  if (children.length === 0) send(pid, signal);
  for (const child of children) send(-child, signal);
}

function childrenOf(pid: number | undefined): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Ctrl-Z stops `script` with our terminal in its hands and nobody to give it back: the command goes on instead. */
function wake(pid: number | undefined): void {
  if (process.platform === 'linux' && pid !== undefined && statOf(pid)[0] === 'T') send(pid, 'SIGCONT');
}
