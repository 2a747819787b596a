import fc from 'fast-check';
import { expect, test } from 'vitest';

import { LineSplitter } from '#core/read/lines.ts';

function split(chunks: readonly Uint8Array[]): { lines: readonly string[]; cut: number } {
  const lines: string[] = [];
  const splitter = new LineSplitter();
  const sink = (buffer: Uint8Array, start: number, end: number): void => {
    lines.push(new TextDecoder().decode(buffer.slice(start, end)));
  };
  for (const chunk of chunks) splitter.push(chunk, sink);
  splitter.end(sink);
  return { lines, cut: splitter.cut };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('where chunks end does not matter', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '\n'), maxLength: 20 })), (parts) => {
      const whole = split([bytes(parts.join(''))]).lines;
      expect(split(parts.map(bytes)).lines).toEqual(whole);
      const expected = parts.join('').split('\n');
      if (expected.at(-1) === '') expected.pop();
      expect(whole).toEqual(expected);
    }),
  );
});

test('of an over-long line beginning and end are kept, and the rest is counted', () => {
  const long = `BEGIN${'x'.repeat(300_000)}END`;
  for (const chunks of [
    [bytes(`${long}\nnext`)],
    [bytes(long.slice(0, 100_000)), bytes(long.slice(100_000)), bytes('\nnext')],
  ]) {
    const { lines, cut } = split(chunks);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^BEGIN.*END$/);
    expect((lines[0] ?? '').length + cut).toBe(long.length);
    expect(lines[1]).toBe('next');
  }
});
