/** What the first bytes of an input say it is. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gzip' | 'zip' | 'tar' | 'binary';

const SAMPLE = 8192;
const USTAR = [0x75, 0x73, 0x74, 0x61, 0x72];

export function sniffEncoding(bytes: Uint8Array): Encoding {
  const sample = bytes.subarray(0, SAMPLE);
  if (sample[0] === 0x1f && sample[1] === 0x8b) return 'gzip';
  if (sample[0] === 0x50 && sample[1] === 0x4b && sample[2] === 3 && sample[3] === 4) return 'zip';
  if (USTAR.every((byte, i) => sample[257 + i] === byte)) return 'tar';
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  let zerosEven = 0;
  let zerosOdd = 0;
  let controls = 0;
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i] as number;
    if (byte === 0) {
      if (i % 2 === 0) zerosEven++;
      else zerosOdd++;
    } else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 27 && byte !== 8 && byte !== 7) {
      controls++;
    }
  }
  // PowerShell's `>` without a byte order mark: every second byte of ASCII text is zero.
  const half = sample.length / 2;
  if (half >= 2 && zerosOdd > half * 0.6 && zerosEven < half * 0.1) return 'utf-16le';
  if (half >= 2 && zerosEven > half * 0.6 && zerosOdd < half * 0.1) return 'utf-16be';
  // A tar or an image piped into a log leaves some NULs between text; a binary file is mostly not text.
  if (zerosEven + zerosOdd + controls > sample.length * 0.3) return 'binary';
  return 'utf-8';
}

/** Re-encodes UTF-16 chunks as UTF-8; carries a half character over the chunk's edge. */
export function utf16ToUtf8(encoding: 'utf-16le' | 'utf-16be'): (chunk: Uint8Array) => Uint8Array {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  return (chunk) => encoder.encode(decoder.decode(chunk, { stream: true }));
}
