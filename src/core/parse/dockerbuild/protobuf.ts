/** One field of a protobuf message: a number for varints, bytes for everything with a length. */
export interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

const decoder = new TextDecoder('utf-8');

/** The fields of a message in order. What is cut off or malformed ends the message; never throws. */
export function* fields(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  while (at < bytes.length) {
    const tag = varint(bytes, at);
    if (tag === null) return;
    at = tag.next;
    const number = Math.floor(tag.value / 8);
    const type = tag.value % 8;
    if (type === 0) {
      const value = varint(bytes, at);
      if (value === null) return;
      at = value.next;
      yield { number, value: value.value };
    } else if (type === 2) {
      const length = varint(bytes, at);
      if (length === null || length.next + length.value > bytes.length) return;
      at = length.next + length.value;
      yield { number, value: bytes.subarray(length.next, at) };
    } else if (type === 1 || type === 5) {
      at += type === 1 ? 8 : 4;
    } else return;
  }
}

export function asString(value: number | Uint8Array): string {
  return typeof value === 'number' ? '' : decoder.decode(value);
}

export function asBytes(value: number | Uint8Array): Uint8Array {
  return typeof value === 'number' ? new Uint8Array(0) : value;
}

export function asInteger(value: number | Uint8Array): number {
  return typeof value === 'number' ? value : 0;
}

/** Values beyond 2^53 lose their low bits; nothing read here is that large. */
function varint(bytes: Uint8Array, start: number): { value: number; next: number } | null {
  let value = 0;
  let factor = 1;
  for (let at = start; at < bytes.length && at < start + 10; at++) {
    const byte = bytes[at] as number;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, next: at + 1 };
    factor *= 128;
  }
  return null;
}
