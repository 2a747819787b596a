import { expect, test } from 'vitest';

import { eventsOf, sketch } from '../parse/logs/events-of.ts';

const BUILD = ['#5 [2/2] RUN make', '#5 0.123 no rule', '#5 ERROR: boom', '', 'ERROR: failed to solve: boom'];
const EXPECTED = [
  'step 2/2 RUN make',
  'out {RUN make} no rule',
  'error {RUN make}',
  'error step {RUN make} boom',
  'error build boom',
];

function of(job: string, line: string): string {
  return `job ${job}\tbuild\t2025-01-17T18:29:25.0380804Z ${line}`;
}

function check(wrap: (line: string) => string): void {
  expect(sketch(eventsOf(BUILD.map(wrap).join('\n')).events)).toEqual(EXPECTED);
}

test.each<[string, (line: string) => string]>([
  ['nothing', (line) => line],
  ['GitHub Actions', (line) => `2025-01-17T18:29:25.0380804Z ${line}`],
  ['gh run view', (line) => `build\tUNKNOWN STEP\t2025-01-17T18:29:25.0380804Z ${line}`],
  ['GitLab with FF_TIMESTAMPS', (line) => `2025-01-17T18:29:25.038080Z 01O ${line}`],
  ['Jenkins Timestamper', (line) => `[2025-01-17T18:29:25.038Z] ${line}`],
  ['Jenkins, clock', (line) => `10:00:00  ${line}`],
  ['Jenkins, stamp and branch', (line) => `[2025-01-17T18:29:25.038Z] ${line === '' ? line : `[arm 64] ${line}`}`],
  [
    'Azure, everything on stderr an error',
    (line) => `2025-01-17T18:29:25.0380804Z ${line === '' ? line : `##[error]${line}`}`,
  ],
  ['Cloud Build', (line) => `Step #1 - "build": ${line}`],
  ['CodeBuild', (line) => `[Container] 2025/01/17 18:29:25.123456 ${line}`],
  ['TeamCity', (line) => `[10:00:00]W:\t [Step 1/3] ${line}`],
  ['journald', (line) => `May 01 10:00:00 host act_runner[12]: ${line}`],
  ['a quoted paste', (line) => `> ${line}`],
  ['carriage returns', (line) => `${line}\r`],
  ['colours', (line) => `\u001b[36m${line}\u001b[0m`],
])('%s', (_, wrap) => check(wrap));

test('a whole log in one JSON string', () => {
  const log = JSON.stringify({ message: ['#1 [1/2] FROM x', ...BUILD].join('\n') });
  expect(sketch(eventsOf(log).events).slice(1, 5)).toEqual(EXPECTED.slice(0, 4));
});

test('jobs that print at the same time are read apart', () => {
  const log = [
    of('a', '#5 [1/1] RUN a'),
    of('b', '#5 [1/1] RUN b'),
    of('a', '#5 DONE 1.0s'),
    of('b', '#5 ERROR: boom'),
  ].join('\n');
  expect(sketch(eventsOf(log).events)).toEqual([
    'step 1/1 RUN a',
    'step 1/1 RUN b',
    'done {RUN a}',
    'error {RUN b}',
    'error step {RUN b} boom',
  ]);
});
