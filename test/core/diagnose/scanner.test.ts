import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Collector } from '#core/diagnose/collect.ts';
import { LogFeed } from '#core/diagnose/feed.ts';
import { keep } from '#core/diagnose/kept.ts';
import { KernelScanner } from '#core/diagnose/kernel-scanner.ts';
import { compileLiterals } from '#core/diagnose/literals.ts';
import { PlainScanner } from '#core/diagnose/plain-scanner.ts';
import { CLASSIC_PATTERNS } from '#core/parse/logs/classic.ts';
import { LogReader, OPENINGS } from '#core/parse/logs/read-log.ts';
import { startKernel, type Kernel } from '#core/read/kernel.ts';
import { Line } from '#core/read/line.ts';
import { LineSplitter } from '#core/read/lines.ts';
import { BODY, OTHER, RECORD, type Scanner, type Survey } from '#core/read/survey.ts';
import { createMasker } from '#core/redact.ts';

const LITERALS = [
  'denied',
  'No space',
  'not found',
  'No space left on device',
  'error: linker',
  '无法定位软件包',
  '#step:',
];
/** From this one on they may stand in lines whose text nobody looks at. */
const FIRST_PLAIN = 3;
const prepared = compileLiterals(LITERALS);
const kernel = new KernelScanner(startKernel() as Kernel, prepared, OPENINGS);
const twin = new PlainScanner(prepared, OPENINGS);
const encoder = new TextEncoder();

const piece = fc.constantFrom(
  ...LITERALS,

  '#1 0.1 ',
  '#12 3 ',
  '#1 [2/3] RUN x',
  '#1 DONE 0.1s',
  '#1 CACHED',
  '#1 ERROR: x',
  '#2 [internal] load',
  '#x',
  '#5 1.',
  'Step 1/2 : FROM a',
  'Step 2/2 : RUN make',
  ' ---> 0123456789ab',
  ' ---> Running in 0123456789ab',
  'COPY failed',

  "The command '/bin/sh -c x' returned a non-zero code: 1",
  'Successfully built 0123456789ab',
  '[WARNING] x',
  '[INFO] y',

  '\u001b[31m',
  '\u001b[0m',
  '\u001b[8mha:x\u001b[0m',
  '\u001b]0;t\u0007',
  '\u001b',
  '\r',
  '\t',
  '\u0000',
  '\u007f',
  'é',
  '错',

  '2026-01-02T03:04:05.678Z ',
  '[12:00:00] ',
  '[a:L1:2s] ',
  '[Container] 2026/01/02 03:04:05 ',
  'Jan  1 00:00:00 h p[1]: ',
  '{"log":"x\\n","stream":"stdout","time":"t"}',
  '"',
  ' ',
  '   ',
  'x',
  'no',
  'ab cd',
  'gcc -c a.c',
);
const said = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

const digest = fc.constantFrom(`sha256:${'a'.repeat(64)}`, `sha256:${'0b'.repeat(32)}`);
const ending = fc.constantFrom('\n', '\n', '\n', '\r\n', '', '\nand more\n', '\nand');
const record = fc
  .tuple(digest, fc.constantFrom(1, 2), said, ending, fc.constantFrom('2026-11-27T00:00:01Z', 'a\\"b'))
  .map(([vertex, stream, text, end, timestamp]) => {
    const data = Buffer.from(text + end).toString('base64');
    return JSON.stringify({ logs: [{ vertex, stream, data, timestamp }] });
  });
const vertex = fc
  .tuple(digest, fc.constantFrom({}, { started: 't' }, { completed: 't' }, { completed: 't', error: 'denied' }))
  .map(([one, more]) => JSON.stringify({ vertexes: [{ digest: one, name: '[1/1] RUN x', ...more }] }));
/** Records as nobody writes them. */
const broken = fc
  .tuple(
    record,
    fc.constantFrom('"}]}', '==', 'sha256', '"stream"', 'logs', 'Z', '}'),
    fc.constantFrom('', 'x', '"', ' ', 'é'),
  )
  .map(([text, part, other]) => text.replace(part, other));
const json = fc.oneof({ weight: 6, arbitrary: record }, { weight: 2, arbitrary: vertex }, broken);
const jsonLines = fc.array(json, { minLength: 1, maxLength: 40 }).map((lines) => lines.join('\n'));
const line = fc.oneof({ weight: 8, arbitrary: said }, jsonLines);
const log = fc.array(line, { maxLength: 60 }).map((lines) => encoder.encode(lines.map((one) => `${one}\n`).join('')));

/** What two scanners must agree on: where lines begin, what they are, and the literals of each. */
function told({ lineCount, starts, records, recordCount, hits, hitCount, bytes }: Survey, block: Uint8Array): unknown {
  const offset = bytes.length === block.length ? 0 : (starts[0] as number);
  const pairs = Array.from({ length: hitCount }, (_, i) => `${hits[2 * i]}:${hits[2 * i + 1]}`);
  return {
    starts: Array.from(starts.subarray(0, lineCount + 1), (start) => start - offset),
    records: [...records.subarray(0, 2 * recordCount)],
    hits: [...new Set(pairs)].toSorted(),
  };
}

test('the kernel and its twin tell the same of the same bytes', () => {
  fc.assert(
    fc.property(log, (block) => {
      expect(told(kernel.survey(block), block)).toEqual(told(twin.survey(block), block));
    }),
    { numRuns: 1000 },
  );
});

test('the kernel finds in a text what a plain search finds', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const expected = LITERALS.flatMap((literal, index) => (text.includes(literal) ? [index] : []));
      expect(kernel.scan(text).toSorted((a, b) => a - b)).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

test('more hits than its list holds are all told', () => {
  const block = encoder.encode(`${'denied'.repeat(80_000)}\n`);
  const { hitCount } = kernel.survey(block);
  expect(hitCount).toBe(80_000);
});

function lineByLine(bytes: Uint8Array): unknown {
  const collector = new Collector(twin, FIRST_PLAIN);
  const reader = new LogReader(collector.take);
  const splitter = new LineSplitter();
  let number = 0;
  const sink = (buffer: Uint8Array, start: number, end: number): void => {
    reader.take(new Line(++number, buffer, start, end));
  };
  splitter.push(bytes, sink);
  reader.settle();
  splitter.end(sink);
  reader.end();
  return { number, formats: reader.formats, kept: normal(collector) };
}

function fed(bytes: Uint8Array, scanner: Scanner, size: number): unknown {
  const collector = new Collector(scanner, FIRST_PLAIN);
  const feed = new LogFeed(scanner, collector);
  for (let at = 0; at < bytes.length; at += size) feed.push(bytes.slice(at, at + size));
  feed.end();
  return { number: feed.lines, formats: feed.formats, kept: normal(collector) };
}

/** Literals of one event come in no order. */
function normal(collector: Collector): unknown {
  const kept = keep(collector.finish(), LITERALS, createMasker());
  return { ...kept, hits: kept.hits.map((hit) => ({ ...hit, literals: hit.literals.toSorted() })) };
}

test.each([
  ['kernel', kernel],
  ['twin', twin],
])('lines that are skipped change nothing: %s', (_, scanner) => {
  fc.assert(
    fc.property(log, fc.integer({ min: 1, max: 4000 }), (bytes, size) => {
      expect(fed(bytes, scanner, size)).toEqual(lineByLine(bytes));
    }),
    { numRuns: 1000 },
  );
});

test('records are told by their vertex, and only what holds one whole line is one', () => {
  const recordOf = (name: string, text: string): string => {
    const data = Buffer.from(text).toString('base64');
    const logs = [{ vertex: `sha256:${name.repeat(64)}`, stream: 1, data, timestamp: '2026-11-27T00:00:01Z' }];
    return `${JSON.stringify({ logs })}\n`;
  };
  const rows = [recordOf('a', 'one denied\n'), recordOf('a', '\n'), recordOf('b', 'two\n'), recordOf('b', 'a\rb\n')];
  const { records, recordCount, hits, hitCount } = kernel.survey(encoder.encode(rows.join('')));
  expect([...records.subarray(0, 2 * recordCount)]).toEqual([0, RECORD, 2, RECORD, 3, OTHER]);
  expect([...hits.subarray(0, 2 * hitCount)]).toEqual([0, LITERALS.indexOf('denied')]);
});

test('the last 400 lines of a step are kept, whether somebody looked at them or not', () => {
  const rows = Array.from({ length: 3000 }, (_, i) => `#5 ${i}.0 line ${i} ${i % 97 === 0 ? 'denied' : ''}\n`);
  const bytes = encoder.encode(`#5 [1/1] RUN x\n${rows.join('')}`);
  for (const size of [100, 5000, 1_000_000]) expect(fed(bytes, kernel, size)).toEqual(lineByLine(bytes));
});

test.each(CLASSIC_PATTERNS.map((pattern) => [pattern.source]))(
  'no line is skipped that the classic parser looks for: %s',
  (source) => {
    const pattern = new RegExp(source.replaceAll(String.raw`\b`, ''));
    fc.assert(
      fc.property(fc.stringMatching(pattern), (text) => {
        const block = encoder.encode(`${text.replaceAll('\n', '')}\n`);
        expect(kernel.survey(block).records[1]).not.toBe(BODY);
      }),
      { numRuns: 300 },
    );
  },
);
