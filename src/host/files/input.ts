import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';

import type { Chunk } from '#core/model/input.ts';
import { sniffEncoding, utf16ToUtf8, type Encoding } from '#core/read/encoding.ts';

import { HostError } from './host-error.ts';

const CHUNK = 256 * 1024;
/** A tar has its mark at byte 257. */
const SNIFF = 512;

/** The bytes of a file, or of standard input for `-`. A chunk is valid until the next one is asked for; a file is read into `room`. */
export async function* readInput(path: string, room: Uint8Array = new Uint8Array(CHUNK)): AsyncGenerator<Uint8Array> {
  if (path === '-') yield* readStandardInput(path, room);
  else if (isRegular(path)) yield* readBlocks(path, room);
  else {
    const { createReadStream } = await import('node:fs');
    yield* readStream(createReadStream(path, { highWaterMark: CHUNK }), path);
  }
}

/** Nothing else runs meanwhile: blocking reads into one buffer are twice as fast as a stream, and load nothing. */
function* readBlocks(path: string, buffer: Uint8Array): Generator<Uint8Array> {
  const fd = attempt(path, () => openSync(path, 'r'));
  try {
    const read = (): number => attempt(path, () => readSync(fd, buffer));
    for (let size = read(); size > 0; size = read()) yield buffer.subarray(0, size);
  } finally {
    closeSync(fd);
  }
}

const STDIN = 0;

/** A pipe can be read into the same buffer too, unless somebody made it non-blocking: then, and from a terminal, as a stream. */
async function* readStandardInput(path: string, buffer: Uint8Array): AsyncGenerator<Uint8Array> {
  const isDevice = attempt(path, () => fstatSync(STDIN)).isCharacterDevice();
  for (let isOver = isDevice; !isOver;) {
    let filled = 0;
    try {
      // A pipe gives what it holds, a part of the buffer: larger blocks cost less for each byte.
      for (let size = -1; size !== 0 && filled < buffer.length >> 1; filled += size) {
        size = readSync(STDIN, buffer, filled, buffer.length - filled, null);
        isOver = size === 0;
      }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Windows says so of a pipe whose writer is gone.
      if (code !== 'EAGAIN' && code !== 'EOF') throw cannotRead(path, error);
      if (filled > 0) yield buffer.subarray(0, filled);
      if (code === 'EOF') return;
      break;
    }
    if (filled > 0) yield buffer.subarray(0, filled);
    if (isOver) return;
  }
  yield* readStream(process.stdin, path);
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw cannotRead(path, error);
  }
}

async function* readStream(stream: AsyncIterable<unknown>, path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    throw cannotRead(path, error);
  }
}

/** Any text as UTF-8, packed or not; a build record as one archive. Throws a HostError for what is neither. */
export async function* asUtf8(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Chunk> {
  const { first, all } = await sniffed(chunks);
  if (first === null) {
    throw new HostError({ en: `${name} is empty: there is no log to read.`, zh: `${name} 是空的，没有可读的日志。` });
  }
  const encoding = sniffEncoding(first);
  if (encoding === 'gzip') {
    yield* unpacked(all, name);
    return;
  }
  yield* decoded(encoding, all, name);
}

async function* unpacked(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Chunk> {
  const { gunzip, TOO_LARGE } = await import('./gunzip.ts');
  try {
    const { first, all } = await sniffed(gunzip(chunks));
    if (first !== null) yield* decoded(sniffEncoding(first), all, name);
  } catch (error) {
    if (error instanceof HostError) throw error;
    const isTooLarge = error instanceof Error && error.message === TOO_LARGE;
    throw isTooLarge
      ? new HostError({ en: `${name} is too large once unpacked.`, zh: `${name} 解压后过大。` })
      : new HostError({ en: `${name} could not be unpacked: it is damaged.`, zh: `无法解压 ${name}：文件已损坏。` });
  }
}

async function* decoded(encoding: Encoding, chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Chunk> {
  if (encoding === 'tar') {
    const { join } = await import('./gunzip.ts');
    yield { tar: await join(chunks) };
    return;
  }
  const convert = converterFor(encoding, name);
  for await (const chunk of chunks) yield convert === null ? chunk : convert(chunk);
}

/** Enough of the beginning to tell what it is, and everything from the beginning again. */
async function sniffed(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ first: Uint8Array | null; all: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let size = 0;
  while (size < SNIFF) {
    const next = await iterator.next();
    if (next.done === true) break;
    if (next.value.length === 0) continue;
    // The reader fills the same buffer again.
    held.push(next.value.slice());
    size += next.value.length;
  }
  const first = held.length === 0 ? null : Buffer.concat(held);
  async function* all(): AsyncGenerator<Uint8Array> {
    if (first !== null) yield first;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  }
  return { first, all: all() };
}

function converterFor(encoding: Encoding, name: string): ((chunk: Uint8Array) => Uint8Array) | null {
  switch (encoding) {
    case 'utf-8':
      return null;
    case 'utf-16le':
    case 'utf-16be':
      return utf16ToUtf8(encoding);
    case 'zip':
      throw new HostError({
        en: `${name} is a zip archive: unpack it and give the log or the .dockerbuild file in it.`,
        zh: `${name} 是 zip 归档：请先解压，再提供其中的日志或 .dockerbuild 文件。`,
      });
    case 'gzip':
    case 'tar':
    case 'binary':
      throw new HostError({
        en: `${name} is binary, not a log: give the text that docker printed.`,
        zh: `${name} 是二进制文件，不是日志：请提供 docker 打印的文本。`,
      });
  }
}

function isRegular(path: string): boolean {
  const stats = attempt(path, () => statSync(path));
  if (stats.isDirectory()) {
    throw new HostError({
      en: `${path} is a directory: give a log file, or --project ${path} for the project's files.`,
      zh: `${path} 是目录：请给出日志文件，或用 --project ${path} 指定项目目录。`,
    });
  }
  return stats.isFile();
}

function cannotRead(path: string, error: unknown): HostError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  if (code === 'ENOENT') return new HostError({ en: `${path} does not exist.`, zh: `${path} 不存在。` });
  if (code === 'EACCES' || code === 'EPERM') {
    return new HostError({ en: `${path} may not be read (permission denied).`, zh: `没有权限读取 ${path}。` });
  }
  return new HostError({ en: `${path} could not be read: ${code}.`, zh: `无法读取 ${path}：${code}。` });
}
