import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

export type RegularFile =
  | {
      readonly ok: true;
      readonly bytes: Buffer;
      readonly size: number;
      readonly isCut: boolean;
      /** Last change, milliseconds since the epoch. */
      readonly modified: number;
    }
  | {
      readonly ok: false;
      /** The system's word (`ENOENT`, `EACCES`, `ELOOP`), or what stands there instead of a file. */
      readonly problem: 'directory' | 'no-file' | (string & {});
    };

/**
 * The first `maxBytes` of a regular file. A FIFO, socket or device is not opened for good: reading one could wait
 * for ever or have effects.
 */
export async function readRegular(path: string, maxBytes: number): Promise<RegularFile> {
  try {
    // O_NONBLOCK: opening a FIFO without a writer would not return.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = await file.stat();
      if (!stats.isFile()) return { ok: false, problem: stats.isDirectory() ? 'directory' : 'no-file' };
      const wanted = Math.min(stats.size, maxBytes);
      const bytes = Buffer.alloc(wanted);
      let filled = 0;
      while (filled < wanted) {
        const { bytesRead } = await file.read(bytes, filled, wanted - filled, filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return {
        ok: true,
        bytes: bytes.subarray(0, filled),
        size: stats.size,
        isCut: stats.size > maxBytes,
        modified: stats.mtimeMs,
      };
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    return { ok: false, problem: code === 'EISDIR' ? 'directory' : code };
  }
}
