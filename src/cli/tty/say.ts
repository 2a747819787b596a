import { fstatSync, statSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';

const STDOUT = 1;

/** Standard output as Node's stream, where it may be a terminal; null for files, pipes and the null device. */
export function terminal(): NodeJS.WriteStream | null {
  try {
    const found = fstatSync(STDOUT);
    if (!found.isCharacterDevice() || found.rdev === statSync(devNull).rdev) return null;
  } catch {
    // Closed: Node has put something in its place.
  }
  return process.stdout;
}

/**
 * Writes to standard output. Into files and pipes without Node's stream: making one takes longer than writing a report.
 * A reader that has gone away (`drydock … | head`) is no error of ours.
 */
export function say(text: string): void {
  const screen = terminal();
  if (screen !== null) {
    stream(text);
    return;
  }
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(STDOUT, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') process.exit(0);
      if (code !== 'EAGAIN') throw error;
      // Somebody made the pipe non-blocking, and it is full: the stream waits.
      stream(bytes.subarray(at));
      return;
    }
  }
}

function stream(rest: string | Uint8Array): void {
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  process.stdout.write(rest);
}
