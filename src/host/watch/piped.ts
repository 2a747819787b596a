import { spawn, type ChildProcess } from 'node:child_process';
import { fstatSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';

import { exitCode, type Ended } from './ended.ts';
import { ownEnvironment } from './environment.ts';
import { makePipe } from './pipe.ts';
import { forwardSignals, send } from './signals.ts';

export interface PipedOptions {
  readonly argv: readonly string[];
  /** A stream that stays what it is: we do not see it. */
  readonly inherits: { readonly stdout: boolean; readonly stderr: boolean };
  /** Copies of what goes by, in the order it came. */
  readonly copy: (chunk: Uint8Array) => void;
  /** A private folder to work in. */
  readonly folder: string;
}

/** How long output may still come after a command has ended (something it left behind may hold the pipe for ever). */
const LINGER_MILLISECONDS = 300;
const JOINED = 'exec "$@" 2>&1';

/** Runs a command whose output is no terminal: every byte to the stream it was meant for, and a copy to us. */
export async function runPiped({ argv, inherits, copy, folder }: PipedOptions): Promise<Ended> {
  const hasTerminal = [0, 1, 2].some((fd) => isTerminal(fd));
  const isJoined = !inherits.stdout && !inherits.stderr && goTogether();
  const out = inherits.stdout ? null : makePipe(folder);
  const err = inherits.stderr || isJoined ? null : makePipe(folder);
  // One pipe for both keeps their order. The words stand in the argument list, never in the script.
  const [program = '', ...rest] = isJoined ? ['/bin/sh', '-c', JOINED, 'sh', ...argv] : argv;
  const child = spawn(program, rest, {
    stdio: ['inherit', out?.end ?? 'inherit', err?.end ?? 'inherit'],
    env: ownEnvironment(),
    // Without a terminal it gets a group of its own, so that a signal reaches all of it. With one it has to stay in the foreground group.
    detached: !hasTerminal && process.platform !== 'win32',
    windowsHide: true,
  });
  const forwarding = forwardSignals((signal) => send(hasTerminal ? child.pid : -(child.pid ?? 0), signal), hasTerminal);
  try {
    const streams = [
      pass(out?.open(child.stdout) ?? null, process.stdout, copy),
      pass(err?.open(child.stderr) ?? null, process.stderr, copy),
    ];
    const { code, signal } = await ended(child);
    await Promise.all(streams.map((stream) => stream?.rest()));
    return { code: exitCode(code, signal), isInterrupted: forwarding.wasAsked(), limits: [] };
  } finally {
    forwarding.stop();
  }
}

function ended(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((give, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => give({ code, signal }));
  });
}

interface Passing {
  /** Resolves when everything has been passed on. */
  readonly rest: () => Promise<void>;
}

/** Passes a stream on, byte for byte, no faster than the other end takes it. */
export function pass(from: Readable | null, to: Writable, copy: (chunk: Uint8Array) => void): Passing | null {
  if (from === null) return null;
  let last = Date.now();
  let isBlocked = false;
  let isOver = false;
  from.on('data', (chunk: Uint8Array) => {
    last = Date.now();
    copy(chunk);
    if (to.write(chunk)) return;
    isBlocked = true;
    from.pause();
    to.once('drain', () => {
      isBlocked = false;
      last = Date.now();
      from.resume();
    });
  });
  from.once('close', () => (isOver = true));
  // Whoever read our output is gone: the command learns it as it would without us, by a closed pipe.
  to.once('error', () => from.destroy());
  return {
    rest: () =>
      new Promise((give) => {
        const look = (): void => {
          if (isOver || (!isBlocked && Date.now() - last > LINGER_MILLISECONDS)) {
            from.destroy();
            give();
          } else setTimeout(look, isOver ? 0 : 10);
        };
        look();
      }),
  };
}

/** `2>&1`: both streams are one and the same pipe or file. */
function goTogether(): boolean {
  if (process.platform === 'win32') return false;
  try {
    const [out, err] = [fstatSync(1), fstatSync(2)];
    return out.ino === err.ino && out.dev === err.dev && !out.isCharacterDevice();
  } catch {
    return false;
  }
}

function isTerminal(fd: number): boolean {
  return [process.stdin, process.stdout, process.stderr][fd]?.isTTY === true;
}
