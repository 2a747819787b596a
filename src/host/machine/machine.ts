import { constants } from 'node:fs';
import { open, readdir, readlink, stat, statfs } from 'node:fs/promises';
import { homedir } from 'node:os';

import { run, runNothing, type Run } from '../exec/run.ts';
import { readKmsg } from './kmsg.ts';

/** The machine as probes see it: files, names and programs, all read-only. Tests pass their own. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly user: { readonly id: number; readonly groups: readonly number[] };
  /** A system file as text, at most 1 MiB of it. `/proc` and `/sys` give no size, so it is read to its end. */
  readonly read: (path: string) => Promise<SystemFile>;
  /** The last `bytes` of a system file. */
  readonly tail: (path: string, bytes: number) => Promise<SystemFile>;
  /** Records of `/dev/kmsg`. */
  readonly kernelRecords: () => SystemFile;
  /** Names in a folder; empty where it cannot be listed. */
  readonly list: (path: string) => Promise<readonly string[]>;
  readonly link: (path: string) => Promise<string | null>;
  readonly space: (path: string) => Promise<Space | null>;
  /** Bytes a file takes on its disk, which for a sparse one is less than its size; null where it cannot be seen. */
  readonly used: (path: string) => Promise<number | null>;
  readonly run: Run;
}

export type SystemFile = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly code: string };

/** Bytes and inodes of the filesystem under a path. */
export interface Space {
  readonly bytes: number;
  readonly available: number;
  readonly inodes: number;
  readonly inodesFree: number;
}

const MAX_BYTES = 1024 * 1024;

/** This machine; with `programs: false` none is started. */
export function thisMachine({ programs }: { readonly programs: boolean }): Machine {
  return {
    platform: process.platform,
    environment: process.env,
    home: homedir(),
    user: { id: process.getuid?.() ?? -1, groups: process.getgroups?.() ?? [] },
    read: (path) => readSystem(path),
    tail: readSystem,
    kernelRecords: readKmsg,
    list: (path) => readdir(path).catch(() => []),
    link: (path) => readlink(path).catch(() => null),
    space: spaceOf,
    used: (path) =>
      stat(path)
        .then(({ blocks }) => blocks * 512)
        .catch(() => null),
    run: programs ? run : runNothing,
  };
}

async function readSystem(path: string, last?: number): Promise<SystemFile> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = await file.stat();
      if (!stats.isFile()) return { ok: false, code: stats.isDirectory() ? 'EISDIR' : 'not a file' };
      const start = last === undefined ? null : Math.max(0, stats.size - last);
      const chunks: Buffer[] = [];
      for (let bytes = 0; bytes < MAX_BYTES;) {
        const { bytesRead, buffer } = await file.read(
          Buffer.alloc(65_536),
          0,
          65_536,
          start === null ? null : start + bytes,
        );
        if (bytesRead === 0) break;
        chunks.push(buffer.subarray(0, bytesRead));
        bytes += bytesRead;
      }
      return { ok: true, text: Buffer.concat(chunks).toString('utf8') };
    } finally {
      await file.close();
    }
  } catch (error) {
    return { ok: false, code: (error as NodeJS.ErrnoException).code ?? 'error' };
  }
}

async function spaceOf(path: string): Promise<Space | null> {
  try {
    const { bsize, blocks, bavail, files, ffree } = await statfs(path);
    return { bytes: blocks * bsize, available: bavail * bsize, inodes: files, inodesFree: ffree };
  } catch {
    return null;
  }
}
