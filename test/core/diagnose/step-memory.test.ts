import { expect, test } from 'vitest';

import { attribute, type MeasuredGroup } from '#core/diagnose/step-memory.ts';

const MIB = 2 ** 20;

function group(...commands: string[][]): MeasuredGroup {
  return { commands, began: 1000, ended: 4000, peak: 300 * MIB, charged: 310 * MIB, jobs: 2, perJob: 140 * MIB };
}

function owner(name: string, ...commands: string[][]): string | undefined {
  return attribute(
    [group(...commands)],
    [
      { name: 'RUN something else', isWhole: true },
      { name, isWhole: true },
    ],
  )[0]?.step;
}

test.each([
  ['a shell with the script', 'RUN make -j4 && make install', ['/bin/sh', '-c', 'make -j4 && make install']],
  ['a shell that became the program', 'RUN make -j4', ['make', '-j4']],
  [
    'flags of RUN',
    'RUN --mount=type=cache,target=/root/.cache --network=none go build ./...',
    ['/bin/sh', '-c', 'go build ./...'],
  ],
  ['exec form', 'RUN ["/eat", "300"]', ['/eat', '300']],
  ['SHELL with options', 'RUN make', ['/bin/bash', '-eo', 'pipefail', '-c', 'make']],
  ['an argument that BuildKit filled in', 'RUN make -j4 all', ['/bin/sh', '-c', 'make -j${JOBS} all']],
  ['two, one with a default', 'RUN go build -o /a ./b', ['/bin/sh', '-c', 'go build -o $OUT ./${DIR:-b}']],
  ['continued lines', 'RUN make   all', ['/bin/sh', '-c', 'make  \\\n all']],
  [
    'a name the log cut',
    'RUN cargo build --release --features a...',
    ['/bin/sh', '-c', 'cargo build --release --features a,b,c'],
  ],
])('%s', (_, name, command) => {
  expect(owner(name, command)).toBe(name);
});

test.each([
  ['a container of the stack', 'RUN make', ['postgres', '-D', '/data']],
  ['another step', 'RUN make', ['/bin/sh', '-c', 'make all']],
  ['arguments filled in, and another end', 'RUN make -j4 all', ['/bin/sh', '-c', 'make -j${JOBS} test']],
  ['nothing but a variable', 'RUN make', ['/bin/sh', '-c', '$CMD']],
  ['no RUN', 'COPY make /make', ['/bin/sh', '-c', 'make /make']],
  ['a beginning that is too short to tell', 'RUN make...', ['/bin/sh', '-c', 'make all']],
])('of nobody: %s', (_, name, command) => {
  expect(owner(name, command)).toBeUndefined();
});

test('what is kept of it, with secrets masked', () => {
  const name = 'RUN NPM_TOKEN=abcdefgh12345 npm ci';
  const kept = attribute([group(['/bin/sh', '-c', 'NPM_TOKEN=abcdefgh12345 npm ci'])], [{ name, isWhole: false }]);
  expect(kept).toEqual([
    {
      step: 'RUN NPM_TOKEN=*** npm ci',
      at: 4000,
      seconds: 3,
      peak: 300 * MIB,
      charged: 310 * MIB,
      jobs: 2,
      perJob: 140 * MIB,
      isWhole: false,
    },
  ]);
});

test('a step of no size is not kept', () => {
  expect(attribute([{ ...group(['true']), peak: MIB }], [{ name: 'RUN true', isWhole: true }])).toEqual([]);
});
