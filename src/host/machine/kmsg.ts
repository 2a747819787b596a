import { closeSync, constants, openSync, readSync } from 'node:fs';

const MAX_BYTES = 4 * 1024 * 1024;

/** All records the kernel still has, or the error's code. One read gives one record; without O_NONBLOCK the last would wait. */
export function readKmsg():
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: string } {
  let file: number;
  try {
    file = openSync('/dev/kmsg', constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return { ok: false, code: (error as NodeJS.ErrnoException).code ?? 'error' };
  }
  const buffer = Buffer.alloc(8192);
  let text = '';
  try {
    while (text.length < MAX_BYTES) {
      const bytes = readRecord(file, buffer);
      if (bytes === 0) break;
      if (bytes > 0) text += buffer.toString('utf8', 0, bytes);
    }
  } finally {
    closeSync(file);
  }
  return { ok: true, text };
}

/** Bytes of the next record; 0 at the end; -1 where records were overwritten meanwhile (EPIPE): the next is there. */
function readRecord(file: number, buffer: Buffer): number {
  try {
    return readSync(file, buffer);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPIPE' ? -1 : 0;
  }
}
