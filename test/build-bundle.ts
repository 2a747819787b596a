import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** What goes into one build record of a `.dockerbuild` file. */
export interface Record {
  readonly error?: { readonly code: number; readonly message: string };
  readonly status?: readonly Uint8Array[];
  readonly external?: Uint8Array;
  /** Written into the descriptor of the log instead of its size. */
  readonly statusSize?: number;
  readonly trace?: boolean;
}

type Value = string | number | Uint8Array;

/** A protobuf message out of field numbers and values; a list repeats its field. */
export function message(fields: readonly (readonly [number, Value])[]): Uint8Array {
  const parts = fields.flatMap(([number, value]) => {
    if (typeof value === 'number') return [varint(number * 8), varint(value)];
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    return [varint(number * 8 + 2), varint(bytes.length), bytes];
  });
  return Buffer.concat(parts);
}

/** The same layout as buildx's util/desktop/bundle/export.go writes. */
export function bundle(records: readonly Record[], extra: readonly (readonly [string, Uint8Array])[] = []): Uint8Array {
  const files: [string, Uint8Array][] = [['oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}')]];
  const blob = (content: Uint8Array, mediaType: string, size = content.length): object => {
    const hex = createHash('sha256').update(content).digest('hex');
    files.push([`blobs/sha256/${hex}`, content]);
    return { mediaType, digest: `sha256:${hex}`, size };
  };
  const manifests = records.map((record) => manifest(record, blob));
  files.push(['index.json', json({ schemaVersion: 2, manifests })]);
  return tar([...files, ...extra]);
}

export function gzipped(tarBytes: Uint8Array): Uint8Array {
  return gzipSync(tarBytes);
}

type Blob = (content: Uint8Array, mediaType: string, size?: number) => object;

function manifest({ error, status, external, statusSize, trace }: Record, blob: Blob): object {
  const layers: object[] = [];
  if (trace === true) layers.push(blob(json({ spans: [] }), 'application/vnd.buildkit.otlp.json.v0'));
  if (status !== undefined) {
    const framed = status.flatMap((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(part.length);
      return [length, part];
    });
    layers.push(blob(Buffer.concat(framed), 'application/vnd.buildkit.status.v0', statusSize));
  }
  if (external !== undefined) layers.push(blob(external, 'application/vnd.googeapis.google.rpc.status+proto'));
  const record = {
    Ref: 'r',
    FrontendAttrs: { filename: 'Dockerfile' },
    CompletedAt: { seconds: 1 },
    ...(error && { error }),
  };
  const config = blob(json(record), 'application/vnd.buildkit.historyrecord.v0');
  return blob(json({ schemaVersion: 2, config, layers }), 'application/vnd.oci.image.manifest.v1+json');
}

export function tar(files: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const parts = files.flatMap(([name, content]) => {
    const header = Buffer.alloc(512);
    header.write(name.slice(0, 100), 0);
    header.write('0000644\0', 100);
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('        ', 148);
    header.write('0', 156);
    header.write('ustar\u000000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value, null, 2));
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.from([...bytes, rest]);
}
