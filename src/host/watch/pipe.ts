import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** A pipe for a program to write into. */
export interface OutputPipe {
  /** What the program gets in its place: a descriptor, or Node's own kind of pipe. */
  readonly end: number | 'pipe';
  /** Reads it, once the program has been started; `own` is what Node made for `'pipe'`. */
  readonly open: (own: Readable | null | undefined) => Readable;
}

const NODES_OWN: OutputPipe = {
  end: 'pipe',
  open: (own) => own as Readable,
};

/**
 * A real pipe where the system has named ones. Node's own is a pair of sockets, and programs see the difference:
 * `> /dev/stderr` cannot open a socket, and a reader that goes away is ECONNRESET in place of SIGPIPE.
 */
export function makePipe(folder: string): OutputPipe {
  if (process.platform === 'win32') return NODES_OWN;
  try {
    const own = mkdtempSync(join(folder, 'pipe-'));
    const path = join(own, 'pipe');
    execFileSync('mkfifo', ['-m', '600', path], { stdio: 'ignore', timeout: 5000 });
    // The reading end first and without waiting: a writer would wait for it.
    const reading = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writing = openSync(path, constants.O_WRONLY);
    rmSync(own, { recursive: true });
    return {
      end: writing,
      open: () => {
        closeSync(writing);
        return new Socket({ fd: reading, readable: true, writable: false });
      },
    };
  } catch {
    return NODES_OWN;
  }
}
