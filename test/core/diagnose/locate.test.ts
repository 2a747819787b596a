import { expect, test } from 'vitest';

import { diagnoseLog } from '#app/diagnose.ts';
import { registryOf } from '#core/diagnose/literals.ts';

interface Expected {
  readonly outcome: 'failed' | 'succeeded' | 'unknown';
  readonly where?: object;
  readonly exitCode?: number;
  /** A line that must be shown. */
  readonly shows?: string;
}

/** What is found without knowledge of any cause. */
async function check(log: string, { outcome, where, exitCode, shows }: Expected): Promise<void> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(log);
  }
  const { diagnosis } = await diagnoseLog(bytes(), null, { registry: registryOf([]), load: async () => undefined });
  expect(diagnosis.outcome).toBe(outcome);
  if (where !== undefined) expect(diagnosis.failure?.where).toMatchObject(where);
  if (exitCode !== undefined) expect(diagnosis.failure?.exitCode).toBe(exitCode);
  if (shows !== undefined) expect(diagnosis.failure?.excerpt.map(({ text }) => text)).toContain(shows);
}

const ID = 'a'.repeat(12);

test.each<[string, string, Expected]>([
  [
    'the step that failed, not the sibling that was canceled nor the tail that repeats',
    `#4 [a 2/2] RUN one
#4 0.100 error: of a step that goes on
#5 [b 2/2] RUN two
#5 0.200 no rule to make target
#5 ERROR: process "/bin/sh -c two" did not complete successfully: exit code: 2

#4 [a 2/2] RUN one
#4 CANCELED
------
 > [b 2/2] RUN two:
0.200 no rule to make target
------
Dockerfile:7
--------------------
   7 | >>> RUN two
--------------------
ERROR: failed to solve: process "/bin/sh -c two" did not complete successfully: exit code: 2`,
    {
      outcome: 'failed',
      where: { instruction: 'RUN two', stage: 'b', dockerfile: 'Dockerfile', line: 7 },
      exitCode: 2,
      shows: 'no rule to make target',
    },
  ],
  [
    'a terminal capture: the excerpt has the whole name and all lines',
    `[+] Building 1.2s (3/3) FINISHED                docker:default
 => [internal] load build definition from Dockerfile            0.0s
 => ERROR [2/3] RUN a long command that                         1.1s
 => => # cut at the width of the ter
------
 > [2/3] RUN a long command that is cut by the terminal:
0.100 cut at the width of the terminal: fatal
------
ERROR: failed to solve: process "/bin/sh -c a long command that is cut by the terminal" did not complete successfully: exit code: 9`,
    {
      outcome: 'failed',
      where: { instruction: 'RUN a long command that is cut by the terminal' },
      exitCode: 9,
      shows: 'cut at the width of the terminal: fatal',
    },
  ],
  [
    'frightening words of a build that went well',
    `#5 [2/2] RUN check
#5 0.1 ERROR: fatal: permission denied, no space left on device
#5 DONE 0.2s
#6 exporting to image
#6 DONE 0.1s`,
    { outcome: 'succeeded' },
  ],
  [
    'a cache that is not there yet is no failure',
    `#3 importing cache manifest from r.example/cache
#3 ERROR: r.example/cache:latest: not found
#5 [2/2] RUN check
#5 DONE 0.2s
#6 exporting to image
#6 DONE 0.1s`,
    { outcome: 'succeeded' },
  ],
  [
    'a build without output',
    `#0 building with "b" instance using docker-container driver
#1 [1/2] FROM x
#1 DONE 0.1s
#2 [2/2] RUN y
#2 DONE 0.1s
WARNING: No output specified with docker-container driver. Build result will only remain in the build cache.`,
    { outcome: 'succeeded' },
  ],
  [
    'a pull that went well before a build that did not',
    `latest: Pulling from library/x
Status: Downloaded newer image for x:latest
#5 [2/2] RUN check
#5 ERROR: process "/bin/sh -c check" did not complete successfully: exit code: 1
ERROR: failed to solve: process "/bin/sh -c check" did not complete successfully: exit code: 1`,
    { outcome: 'failed', where: { instruction: 'RUN check' }, exitCode: 1 },
  ],
  [
    'a build that did not go well before a pull that did',
    `#5 [2/2] RUN check
#5 ERROR: process "/bin/sh -c check" did not complete successfully: exit code: 1
latest: Pulling from library/x
Status: Downloaded newer image for x:latest`,
    { outcome: 'failed', where: { instruction: 'RUN check' } },
  ],
  [
    'a lone line of a workflow before compose',
    `+ docker compose up -d
 Container p-db-1  Started
 Container p-db-1  Error
dependency failed to start: container p-db-1 is unhealthy`,
    { outcome: 'failed', where: { service: 'db' } },
  ],
  [
    'containers that are healthy',
    ` Container p-db-1  Started
 Container p-db-1  Healthy
db-1  | WARNING: enabling "trust" authentication`,
    { outcome: 'succeeded' },
  ],
  [
    'a parse error names its line',
    'ERROR: failed to solve: dockerfile parse error on line 2: unknown instruction: RUNN',
    { outcome: 'failed', where: { line: 2 } },
  ],
  [
    'the classic builder, cut off by its own error',
    `Step 1/2 : FROM x:\${TAG}
invalid reference format`,
    { outcome: 'failed', where: { instruction: 'FROM x:${TAG}' }, shows: 'invalid reference format' },
  ],
  [
    'what the last step of a classic build printed, like an error',
    `Step 1/1 : RUN y
 ---> Running in ${ID}
failed to build wheel
Removing intermediate container ${ID}
 ---> ${ID}
Successfully built ${ID}`,
    { outcome: 'succeeded' },
  ],
  [
    'two classic builds, the first ended by a bare error',
    `Sending build context to Docker daemon  2.048kB
Step 1/1 : COPY a b
COPY failed: file not found
Sending build context to Docker daemon  2.048kB
Step 1/1 : FROM x`,
    { outcome: 'failed', where: { instruction: 'COPY a b' } },
  ],
  [
    'the output of some program',
    'error: everything failed\nTraceback (most recent call last):',
    { outcome: 'unknown' },
  ],
  [
    'the log of an engine that could not do it',
    `time="2025-01-01T00:00:00.123Z" level=error msg="Handler for POST /build returned error: boom"`,
    { outcome: 'failed', shows: 'Handler for POST /build returned error: boom' },
  ],
  [
    'the log of an engine that was asked for what is not there',
    `time="2025-01-01T00:00:00.123Z" level=error msg="Handler for GET /images/x/json returned error: No such image: x"`,
    { outcome: 'unknown' },
  ],
  [
    'a killed program says so by its exit code',
    `Step 1/1 : RUN y
 ---> Running in ${ID}
compiling
The command '/bin/sh -c y' returned a non-zero code: 137`,
    { outcome: 'failed', exitCode: 137, shows: "The command '/bin/sh -c y' returned a non-zero code: 137" },
  ],
])('%s', (_, log, expected) => check(log, expected));
