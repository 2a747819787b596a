import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A small file can unpack into anything: this much is read, then it is refused. */
const MAX_UNPACKED = 512 * 1024 * 1024;

export const TOO_LARGE = 'unpacked data is too large';

/** The unpacked bytes. Throws on damaged data and beyond 512 MiB. */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>, limit = MAX_UNPACKED): AsyncGenerator<Uint8Array> {
  let size = 0;
  const source = Readable.from(copies(chunks), { objectMode: false });
  const unpacked = source.pipe(createGunzip());
  source.once('error', (error) => unpacked.destroy(error));
  for await (const chunk of unpacked as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limit) throw new Error(TOO_LARGE);
    yield chunk;
  }
}

export async function join(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of chunks) {
    parts.push(part.slice());
    size += part.length;
    if (size > MAX_UNPACKED) throw new Error(TOO_LARGE);
  }
  return Buffer.concat(parts);
}

/** A chunk of the input is valid until the next one is asked for; a stream may hold several. */
async function* copies(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield chunk.slice();
}
