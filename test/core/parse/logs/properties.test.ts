import fc from 'fast-check';
import { expect, test } from 'vitest';

import { diagnoseLog } from '#app/diagnose.ts';
import { registryOf } from '#core/diagnose/literals.ts';
import type { Diagnosis } from '#core/model/diagnosis.ts';
import { FORMATS, LogReader } from '#core/parse/logs/read-log.ts';
import { Line } from '#core/read/line.ts';

import { eventsOf } from './events-of.ts';
import { PIECES } from './samples.ts';

const NO_KNOWLEDGE = { registry: registryOf([]), load: async () => undefined };

const log = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((lines) => lines.join('\n'));

async function diagnosed(chunks: readonly Uint8Array[]): Promise<Diagnosis> {
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  return (await diagnoseLog(all(), null, NO_KNOWLEDGE)).diagnosis;
}

test('no parser throws on any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      eventsOf(bytes);
    }),
    { numRuns: 200 },
  );
});

test('no parser throws on pieces of formats with bytes between them', () => {
  const noisy = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 60, unit: 'binary' })), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(noisy, (lines) => {
      for (const event of eventsOf(lines.join('\n')).events) expect(event.line).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

test('each line is taken by exactly one parser', () => {
  const counts = new Map<number, number>();
  const counted = FORMATS.map((format) => ({
    ...format,
    start: (...args: Parameters<typeof format.start>) => {
      const parser = format.start(...args);
      return {
        take: (line: Line, previous: Line | null): boolean => {
          const isTaken = parser.take(line, previous);
          if (isTaken) counts.set(line.number, (counts.get(line.number) ?? 0) + 1);
          return isTaken;
        },
        end: () => parser.end(),
      };
    },
  }));
  fc.assert(
    fc.property(log, (text) => {
      counts.clear();
      const reader = new LogReader(() => {}, counted);
      const lines = text.split('\n');
      lines.forEach((line, index) => reader.take(Line.of(index + 1, line)));
      reader.end();
      for (let number = 1; number <= lines.length; number++) expect(counts.get(number), `line ${number}`).toBe(1);
    }),
    { numRuns: 300 },
  );
});

test('where the chunks end changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      log,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }),
      async (text, cuts) => {
        const bytes = new TextEncoder().encode(text);
        const edges = [0, ...cuts.map((cut) => Math.floor(cut * bytes.length)), bytes.length].toSorted((a, b) => a - b);
        const chunks = edges.slice(1).map((edge, i) => bytes.slice(edges[i], edge));
        expect(await diagnosed(chunks)).toEqual(await diagnosed([bytes]));
      },
    ),
    { numRuns: 100 },
  );
});

test.each([
  ['one letter', 'x'],
  ['a program that redraws', '#5 0.1 50%\r'],
  ['brackets', '[{"('],
  ['JSON that never ends', '{"vertexes":[{"digest":"sha256:1",'],
  ['colours', '\u001b[31m'],
  ['rows of a table', 'a-1 | '],
])('a single line of 5 MB: %s', async (_, piece) => {
  const chunk = new TextEncoder().encode(piece.repeat(Math.ceil(65536 / piece.length)));
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const diagnosis = await diagnosed(Array.from({ length: 80 }, () => chunk.slice()));
  expect(diagnosis.input.bytes).toBeGreaterThan(5_000_000);
  expect(diagnosis.outcome).not.toBe('failed');
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  expect(performance.now() - start).toBeLessThan(30_000);
});

test.each([
  [' '],
  ['a '],
  ['a.'],
  ['a-1'],
  ['1 '],
  ['\\'],
  ['"'],
  ['[1:'],
  ['error=" '],
  ['('],
  ['\t'],
  ['#1 '],
  ['\\n#1 '],
  ['"x":{'],
  ['a:1'],
  [': '],
  ["'"],
])('no line makes a parser slow: %j', (piece) => {
  const filler = piece.repeat(Math.floor(50_000 / piece.length));
  const lines = PIECES.flatMap((start) => [`${start}${filler}x`, filler, `${start}`]);
  // Of the processor, not of the clock: other work on the machine is no fault of a parser.
  const begin = process.cpuUsage();
  eventsOf(lines.join('\n'));
  const { user, system } = process.cpuUsage(begin);
  expect(user + system).toBeLessThan(15_000_000);
});

test('a quarter of a million lines stay in bounded memory', async () => {
  const chunk = new TextEncoder().encode(`${PIECES.join('\n')}\n`.repeat(40));
  const before = process.memoryUsage().rss;
  await diagnosed(Array.from({ length: 100 }, () => chunk));
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
}, 60_000);
