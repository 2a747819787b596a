import { expect, test } from 'vitest';

import { fewerJobs } from '#kb/shared/fewer-jobs.ts';

/** What becomes of a step: the piece and what it is written as, the lines above it, or the argument of the build. */
function capped(instruction: string, jobs?: number): unknown {
  const at = { dockerfile: 'Dockerfile', line: 3, instruction, ...(jobs !== undefined && { jobs }) };
  const [step] = fewerJobs(at)?.steps ?? [];
  if (step?.kind === 'rerun') return step.with.value;
  if (step?.kind !== 'edit' || step.makes?.kind !== 'dockerfile') return null;
  const { replace, before } = step.makes;
  return replace === undefined ? before : [replace.before, replace.after];
}

test.each([
  ['RUN make -j8 install', ['-j8', '-j1']],
  ['RUN make -j$(nproc)', ['-j$(nproc)', '-j1']],
  ['RUN make -j${JOBS}', 'JOBS=1'],
  ['RUN cargo build --release', ['ENV CARGO_BUILD_JOBS=1']],
  ['RUN cmake --build build', ['ENV CMAKE_BUILD_PARALLEL_LEVEL=1']],
  ['RUN CGO_ENABLED=1 go build -o /app .', ['go build', 'go build -p 1']],
  ['RUN cd build && ninja install', ['ninja', 'ninja -j1']],
  ['RUN apt-get install -y ninja-build ninja', null],
  ['RUN ./gradlew assemble', ['./gradlew', './gradlew --max-workers=1']],
  ['RUN --mount=type=cache,target=/root/.gradle gradle build', ['gradle', 'gradle --max-workers=1']],
  ['RUN swift build -c release', ['swift build', 'swift build --jobs 1']],
  ['RUN go build ./a && go build ./b', null],
  ['RUN npm run build', null],
])('%s', (instruction, expected) => {
  expect(capped(instruction)).toEqual(expected);
});

test('as many as fit, where this step was measured', () => {
  expect(capped('RUN make -j8', 3)).toEqual(['-j8', '-j3']);
  expect(capped('RUN go test ./...', 2)).toEqual(['go test', 'go test -p 2']);
});
