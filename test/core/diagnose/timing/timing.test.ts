import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { TimeCollector } from '#core/diagnose/timing/collect.ts';
import type { Surroundings } from '#core/diagnose/timing/build.ts';
import { timingOf } from '#core/diagnose/timing/timing.ts';
import { parseInstructions } from '#core/parse/dockerfile/instructions.ts';
import { LogReader } from '#core/parse/logs/read-log.ts';
import { Line } from '#core/read/line.ts';

const GIB = 2 ** 30;

function timing(log: string, around: Partial<Surroundings> & { file?: string } = {}) {
  const times = new TimeCollector();
  const reader = new LogReader((event) => times.take(event));
  log.split('\n').forEach((text, index) => reader.take(Line.of(index + 1, text)));
  reader.end();
  const { file, ...rest } = around;
  const dockerfile =
    file === undefined ? null : { path: 'Dockerfile', text: file, instructions: parseInstructions(file) };
  return timingOf(times.finish(), { dockerfile, ...rest });
}

/** A plain BuildKit log: name, seconds (or CACHED), and lines of progress. */
type Step = readonly [string, number | 'CACHED', ...string[]];

function plain(...steps: readonly Step[]): string {
  return steps
    .map(([name, end, ...lines], i) => {
      const n = `#${i + 1}`;
      return [
        `${n} ${name}`,
        ...lines.map((line) => `${n} ${line}`),
        `${n} ${end === 'CACHED' ? end : `DONE ${end.toFixed(1)}s`}`,
        '',
      ].join('\n');
    })
    .join('\n');
}

const reasons = (log: string, around?: Parameters<typeof timing>[1]) =>
  timing(log, around)?.advice.map(({ reason, saves, sure }) => [reason, Math.round(saves), sure]) ?? null;

describe('the longest chain', () => {
  test('of two stages side by side the slower one counts, and what copies from it', () => {
    const found = timing(
      plain(
        ['[internal] load build context', 1],
        ['[web 1/2] FROM docker.io/library/node:20', 2],
        ['[api 1/2] FROM docker.io/library/golang:1.22', 3],
        ['[web 2/2] RUN npm run build', 20],
        ['[api 2/2] RUN go build ./...', 40],
        ['[last 1/2] COPY --from=api /app /app', 1],
        ['exporting to image', 2],
      ),
    );
    expect(found?.path.map(({ name }) => name)).toEqual([
      'FROM docker.io/library/golang:1.22',
      'RUN go build ./...',
      'COPY --from=api /app /app',
      'exporting to image',
    ]);
    expect(found).toMatchObject({
      seconds: 46,
      basis: 'graph',
      parts: { run: 60, copy: 1, pull: 5, context: 1, export: 2 },
    });
  });

  test('a record has times and inputs of its own', () => {
    const at = (seconds: number) => new Date(1e12 + seconds * 1000).toISOString();
    const vertex = (digest: string, name: string, inputs: string[], from: number, to: number) => ({
      digest,
      name,
      inputs,
      started: at(from),
      completed: at(to),
    });
    const log = JSON.stringify({
      vertexes: [
        vertex('a', '[1/3] FROM docker.io/library/debian:12', [], 0, 4),
        vertex('b', '[a 2/3] RUN one', ['a'], 4, 10),
        vertex('c', '[b 2/3] RUN two', ['a'], 4, 34),
        vertex('d', '[3/3] COPY --from=b / /', ['b', 'c'], 34, 35),
      ],
    });
    const found = timing(log);
    expect(found).toMatchObject({ seconds: 35, basis: 'clock' });
    expect(found?.path.map(({ name }) => name)).toEqual([
      'FROM docker.io/library/debian:12',
      'RUN two',
      'COPY --from=b / /',
    ]);
  });

  test('a damaged record that runs in a circle ends', () => {
    const vertex = (digest: string, input: string) => ({
      digest,
      name: `RUN ${digest}`,
      inputs: [input],
      started: new Date(0).toISOString(),
      completed: new Date(9000).toISOString(),
    });
    expect(timing(JSON.stringify({ vertexes: [vertex('a', 'b'), vertex('b', 'a')] }))?.seconds).toBe(9);
  });

  test('a log without times tells nothing', () => {
    expect(timing('Step 1/2 : FROM debian:12\n ---> 0123456789ab\nStep 2/2 : RUN true\n')).toBeNull();
  });
});

describe('avoidable misses', () => {
  const late: Step[] = [
    ['[1/4] FROM docker.io/library/node:20', 'CACHED'],
    ['[2/4] WORKDIR /app', 'CACHED'],
    ['[3/4] COPY . .', 0.3],
    ['[4/4] RUN npm ci', 42],
    ['exporting to image', 1],
  ];

  test('dependencies behind COPY . ., with the line', () => {
    const file = 'FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\n';
    const found = timing(plain(...late), { file });
    expect(found?.advice).toMatchObject([
      { reason: 'dependencies-after-copy', line: 3, instruction: 'COPY . .', saves: 42, sure: 'measured' },
    ]);
  });

  test('the first build of all: the same, but nothing was missed yet', () => {
    const first = late.map(([name, end]) => [name, end === 'CACHED' ? 1 : end] as const);
    expect(reasons(plain(...first))).toEqual([['dependencies-after-copy', 42, 'estimated']]);
  });

  test.each([
    [
      'the list is copied first',
      [late[0], late[1], ['[3/4] COPY package.json package-lock.json ./', 0.1], ['[4/4] RUN npm ci', 42]],
    ],
    ['from another stage', [late[0], late[1], ['[3/4] COPY --from=src . .', 0.1], ['[4/4] RUN npm ci', 42]]],
    [
      'it came from the cache',
      [late[0], late[1], ['[3/4] COPY . .', 'CACHED'], ['[4/4] RUN npm ci', 'CACHED'], ['[5/5] RUN npm run build', 30]],
    ],
    [
      'it compiles, which needs the source',
      [late[0], late[1], ['[3/4] COPY . .', 0.1], ['[4/4] RUN npm run build', 42]],
    ],
    ['it installs the project itself', [late[0], late[1], ['[3/4] COPY . .', 0.1], ['[4/4] RUN pip install .', 42]]],
    [
      'it is over soon',
      [late[0], late[1], ['[3/4] COPY . .', 0.1], ['[4/4] RUN npm ci', 2], ['exporting to image', 3]],
    ],
  ] as [string, Step[]][])('no advice: %s', (_, steps) => {
    expect(reasons(plain(...steps))).toEqual([]);
  });

  const file = 'FROM debian:12\nARG BUILD_DATE\nRUN make deps\nRUN make all\nLABEL built=$BUILD_DATE\n';
  const changed = plain(
    ['[1/3] FROM docker.io/library/debian:12', 'CACHED'],
    ['[2/3] RUN make deps', 20],
    ['[3/3] RUN make all', 10],
  );

  test('an argument that is new each time, above steps that do not need it', () => {
    expect(timing(changed, { file })?.advice).toMatchObject([
      { reason: 'changing-argument', line: 2, saves: 30, sure: 'estimated' },
    ]);
  });

  test.each([
    ['it stands below', file.replace('ARG BUILD_DATE\n', '').replace('LABEL', 'ARG BUILD_DATE\nLABEL')],
    ['the step uses it', file.replace('make deps', 'make deps DATE=$BUILD_DATE')],
    ['it stays the same', file.replaceAll('BUILD_DATE', 'DEBIAN_RELEASE')],
  ])('no advice: %s', (_, text) => {
    const log = changed.replace(
      'RUN make deps',
      text.includes('DATE=$') ? 'RUN make deps DATE=$BUILD_DATE' : 'RUN make deps',
    );
    expect(reasons(log, { file: text })).toEqual([]);
  });
});

describe('heavy parts', () => {
  test('the same step on two platforms, one of them emulated', () => {
    const log = plain(
      ['[linux/amd64 2/2] RUN make', 20],
      ['[linux/arm64 2/2] RUN make', 160],
      ['exporting to image', 1],
    );
    expect(reasons(log)).toEqual([['emulation', 140, 'estimated']]);
    expect(reasons(log.replace('160.0', '35.0'))).toEqual([]);
  });

  test('cross-compiling is no emulation', () => {
    expect(reasons(plain(['[linux/amd64 2/2] RUN make', 20], ['[linux/amd64->arm64 2/2] RUN make', 160]))).toEqual([]);
  });

  test('a large context', () => {
    const log = (size: string, seconds: number) =>
      plain(
        ['[internal] load build context', seconds, `transferring context: ${size} ${seconds.toFixed(1)}s done`],
        ['[1/2] FROM docker.io/library/debian:12', 'CACHED'],
        ['[2/2] COPY . /src', 12],
      );
    expect(reasons(log('1.84GB', 24))).toEqual([['context-too-large', 24, 'estimated']]);
    expect(reasons(log('1.84MB', 24))).toEqual([]);
    expect(reasons(log('1.84GB', 1))).toEqual([]);
  });

  test('too few jobs for the memory there is', () => {
    const log = plain(['[2/2] RUN make -j2', 100], ['exporting to image', 1]);
    const samples = [{ step: 'RUN make -j2', at: 1, seconds: 100, peak: GIB, jobs: 2, perJob: GIB / 2, isWhole: true }];
    expect(reasons(log, { memory: 16 * GIB, processors: 8, samples })).toEqual([['too-few-jobs', 53, 'estimated']]);
    expect(reasons(log, { memory: 2 * GIB, processors: 8, samples })).toEqual([]);
    expect(reasons(log, { memory: 16 * GIB, processors: 2, samples })).toEqual([]);
    expect(reasons(log)).toEqual([]);
  });

  test('a base image that took long, unless it did not matter', () => {
    const pull = ['[1/2] FROM docker.io/library/gcc:14', 60, 'sha256:0123 512.00MB / 512.00MB 58.0s done'] as const;
    expect(reasons(plain(pull, ['[2/2] RUN true', 1]))).toEqual([['base-image-pull', 60, 'guessed']]);
    expect(reasons(plain(pull, ['[2/2] RUN sleep', 600]))).toEqual([]);
  });

  test('an image sent as one archive', () => {
    const log = plain(['[2/2] RUN true', 5], ['exporting to docker image format', 30, 'sending tarball 25.0s done']);
    expect(reasons(log)).toEqual([['export', 30, 'guessed']]);
  });
});

test('a fast build gets no advice', () => {
  const log = plain(
    ['[1/3] FROM docker.io/library/node:20', 'CACHED'],
    ['[2/3] COPY . .', 0.1],
    ['[3/3] RUN npm ci', 8],
  );
  expect(timing(log)).toMatchObject({ seconds: 8.1, advice: [] });
});

test('recordings of real engines: chains add up, and nothing that was over soon gets advice', () => {
  const corpus = join(import.meta.dirname, '../../../corpus');
  let timed = 0;
  for (const name of readdirSync(corpus)) {
    if (!existsSync(join(corpus, name, 'log.txt'))) continue;
    const found = timing(readFileSync(join(corpus, name, 'log.txt'), 'utf8'));
    if (found === null) continue;
    timed++;
    const chain = found.path.reduce((sum, { seconds }) => sum + seconds, 0);
    expect(found.seconds, name).toBeGreaterThanOrEqual(0);
    if (found.basis === 'graph') expect(chain, name).toBeLessThanOrEqual(found.seconds + 0.01);
    for (const { saves } of found.advice) expect(saves, name).toBeLessThanOrEqual(found.seconds);
    if (found.seconds < 10) expect(found.advice, name).toEqual([]);
  }
  expect(timed).toBeGreaterThan(20);
});
