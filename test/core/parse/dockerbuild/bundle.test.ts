import fc from 'fast-check';
import { expect, test } from 'vitest';

import { diagnoseLog } from '#app/diagnose.ts';
import { registryOf } from '#core/diagnose/literals.ts';
import type { Diagnosis } from '#core/model/diagnosis.ts';
import type { LogEvent } from '#core/model/event.ts';
import { readBundle } from '#core/parse/dockerbuild/bundle.ts';
import { walkTar } from '#core/parse/dockerbuild/tar.ts';
import { asUtf8 } from '#host/files/input.ts';

import { bundle, gzipped, message, tar, type Record } from '../../../build-bundle.ts';
import { sketch } from '../logs/events-of.ts';

const FAILURE = 'process "/bin/sh -c make" did not complete successfully: exit code: 2';
const STAMP = message([[1, 5]]);

const STATUS: readonly Uint8Array[] = [
  message([
    [
      1,
      message([
        [1, 'sha256:1'],
        [3, '[builder 2/3] RUN make'],
        [5, STAMP],
      ]),
    ],
  ]),
  message([
    [
      3,
      message([
        [1, 'sha256:1'],
        [2, STAMP],
        [3, 2],
        [4, 'no rule\nhalf'],
      ]),
    ],
  ]),
  message([
    [
      3,
      message([
        [1, 'sha256:1'],
        [3, 1],
        [4, 'out\n'],
      ]),
    ],
  ]),
  message([
    [
      1,
      message([
        [1, 'sha256:1'],
        [3, '[builder 2/3] RUN make'],
        [5, STAMP],
        [6, STAMP],
        [7, FAILURE],
      ]),
    ],
  ]),
];

const SOURCE = {
  info: { filename: 'Dockerfile', data: Buffer.from('FROM x\nRUN make\n').toString('base64') },
  ranges: [{ start: { line: 2 }, end: { line: 2 } }],
};

const EXTERNAL = message([
  [1, 2],
  [2, FAILURE],
  [
    3,
    message([
      [1, 'github.com/moby/buildkit/errdefs.Vertex+json'],
      [2, '{"digest":"sha256:1"}'],
    ]),
  ],
  [
    3,
    message([
      [1, 'github.com/moby/buildkit/errdefs.Source+json'],
      [2, JSON.stringify(SOURCE)],
    ]),
  ],
]);

const LOG = [
  'step builder 2/3 RUN make',
  'stdout {RUN make} out',
  'stderr {RUN make} no rule',
  'stderr {RUN make} half',
  'error {RUN make}',
  'error step {RUN make} exit=2',
];

function check(records: readonly Record[], expected: readonly string[], problems: readonly RegExp[] = []): void {
  const events: LogEvent[] = [];
  const read = readBundle(bundle(records), (event) => events.push(event));
  expect(sketch(events).toSorted()).toEqual(expected.toSorted());
  expect(read.problems.map(({ en }) => en)).toEqual(problems.map((problem) => expect.stringMatching(problem)));
}

test('a failed build: log, streams, place, error', () => {
  check(
    [{ error: { code: 2, message: FAILURE }, status: STATUS, external: EXTERNAL, trace: true }],
    [...LOG, 'source Dockerfile:2', 'error build exit=2'],
  );
});

test('without trace and typed error', () => {
  check([{ error: { code: 13, message: 'boom' }, status: STATUS }], [...LOG, 'error build Internal boom']);
});

test('the typed error alone', () => {
  check([{ external: EXTERNAL }], ['source Dockerfile:2', 'error build exit=2'], [/has no log/]);
});

test('a build that succeeded', () => check([{ status: [] }], ['end succeeded']));

test('a record without log and without error is no success', () => check([{}], [], [/has no log/]));

test('a log that has not the size its descriptor names is not believed', () => {
  check([{ status: STATUS, statusSize: 7 }], ['end succeeded'], [/missing or damaged/]);
});

test('an archive of something else', () => {
  expect(readBundle(tar([['a.txt', Buffer.from('x')]]), () => {}).problems).toHaveLength(1);
});

test('names that leave the archive are left out', () => {
  const content = Buffer.from('x');
  const names = [
    ...walkTar(
      tar([
        ['../a', content],
        ['/b', content],
        ['c/../../d', content],
        ['./e', content],
        ['f\\g', content],
      ]),
    ),
  ];
  expect(names.map(({ name }) => name)).toEqual(['e']);
});

test('no bytes make it throw', () => {
  const whole = bundle([{ error: { code: 2, message: FAILURE }, status: STATUS, external: EXTERNAL }]);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, byte, end) => {
      const broken = whole.slice(0, Math.max(1, end));
      if (at < broken.length) broken[at] = byte;
      readBundle(broken, () => {});
    }),
    { numRuns: 300 },
  );
});

async function diagnosed(bytes: Uint8Array): Promise<Diagnosis> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 1000) yield bytes.slice(at, at + 1000);
  }
  return (
    await diagnoseLog(asUtf8(chunks(), 'x.dockerbuild'), null, {
      registry: registryOf([]),
      load: async () => undefined,
    })
  ).diagnosis;
}

test.each([
  ['packed', gzipped],
  ['unpacked', (bytes: Uint8Array) => bytes],
])('a diagnosis of a %s bundle', async (_, pack) => {
  const bytes = bundle([{ error: { code: 2, message: FAILURE }, status: STATUS, external: EXTERNAL }]);
  const diagnosis = await diagnosed(pack(bytes));
  expect(diagnosis).toMatchObject({
    outcome: 'failed',
    failure: { where: { instruction: 'RUN make', dockerfile: 'Dockerfile', line: 2, stage: 'builder' }, exitCode: 2 },
    input: { formats: ['dockerbuild'] },
  });
  expect(diagnosis.failure?.excerpt.map(({ text }) => text)).toContain('no rule');
});

test('a packed log is a log', async () => {
  const diagnosis = await diagnosed(gzipped(Buffer.from('#1 [1/1] RUN a\n#1 ERROR: boom\n')));
  expect(diagnosis.outcome).toBe('failed');
});

test('a packed file that is damaged is refused', async () => {
  const packed = gzipped(Buffer.from('x'.repeat(5000)));
  packed[20] = 0xff;
  await expect(diagnosed(packed)).rejects.toThrow(/damaged/);
  await expect(diagnosed(gzipped(Buffer.from('x')).slice(0, 12))).rejects.toThrow(/damaged/);
});

test('a zip archive is named as one', async () => {
  await expect(diagnosed(Buffer.from('PK\u0003\u0004rest of it'))).rejects.toThrow(/zip archive/);
});
