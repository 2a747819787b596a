import { describe, expect, it } from 'vitest';

import { diagnoseLog } from '#app/diagnose.ts';

async function* chunksOf(log: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(log);
}

/** The classic builder on these instructions; the last one, a RUN, ends like this. */
function logOf(instructions: readonly string[], output: readonly string[], exitCode: number): string {
  const lines = instructions.flatMap((instruction, at) => [
    `Step ${at + 1}/${instructions.length} : ${instruction}`,
    ...(at < instructions.length - 1 ? [' ---> 5f1c2d3e4a5b'] : []),
  ]);
  const command = (instructions.at(-1) ?? '').replace('RUN ', '');
  return [
    ...lines,
    ' ---> Running in 6f1c2d3e4a5b',
    ...output,
    `The command '/bin/sh -c ${command}' returned a non-zero code: ${exitCode}`,
    '',
  ].join('\n');
}

async function root(
  instructions: readonly string[],
  output: readonly string[],
  exitCode = 1,
): Promise<string | undefined> {
  const { diagnosis } = await diagnoseLog(chunksOf(logOf(instructions, output, exitCode)), null);
  return diagnosis.root?.condition;
}

const DOWNLOAD = 'RUN curl -fsSL https://dl.example/v$VERSION/tool.tgz | tar xz';
const NO_ARCHIVE = ['gzip: stdin: not in gzip format'];

describe('build arguments without a value, as the classic builder prints them', () => {
  it('a download whose address lacks its version', async () => {
    expect(await root(['FROM debian:12', 'ARG VERSION', DOWNLOAD], NO_ARCHIVE)).toBe('build-arg-missing');
  });

  it('through an ENV', async () => {
    const run = DOWNLOAD.replace('$VERSION', '${TOOL}');
    expect(await root(['FROM debian:12', 'ARG VERSION', 'ENV TOOL $VERSION', run], NO_ARCHIVE)).toBe(
      'build-arg-missing',
    );
    expect(await root(['FROM debian:12', 'ARG VERSION', 'ENV TOOL="$VERSION"', run], NO_ARCHIVE)).toBe(
      'build-arg-missing',
    );
  });

  it.each([
    ['a default', ['FROM debian:12', 'ARG VERSION=1.2', DOWNLOAD]],
    ['a default before FROM', ['ARG VERSION=1.2', 'FROM debian:12', 'ARG VERSION', DOWNLOAD]],
    ['a value by ENV', ['FROM debian:12', 'ARG VERSION', 'ENV VERSION=1.2', DOWNLOAD]],
    ['a default in the shell', ['FROM debian:12', 'ARG VERSION', DOWNLOAD.replace('$VERSION', '${VERSION:-1.2}')]],
    ['an argument of another stage', ['FROM debian:12', 'ARG VERSION', 'FROM alpine', DOWNLOAD]],
    ['an argument that the step does not use', ['FROM debian:12', 'ARG OTHER', DOWNLOAD]],
    ['a longer name', ['FROM debian:12', 'ARG VERS', DOWNLOAD]],
  ])('%s: the download itself is at fault', async (_name, instructions) => {
    expect(await root(instructions, NO_ARCHIVE)).toBe('download-not-archive');
  });

  it('a file named after it', async () => {
    const run = 'RUN cp target/app-${VERSION}.jar /app.jar';
    const output = ["cp: cannot stat 'target/app-.jar': No such file or directory"];
    expect(await root(['FROM debian:12', 'ARG VERSION', run], output)).toBe('build-arg-missing');
    expect(await root(['FROM debian:12', 'ARG VERSION=1', run], output)).toBe('run-path-missing');
  });

  it('a failure that has nothing to do with it keeps its own name', async () => {
    const run = 'RUN apt-get install -y foo && curl -o x https://dl.example/$VERSION';
    expect(await root(['FROM debian:12', 'ARG VERSION', run], ['E: Unable to locate package foo'], 100)).toBe(
      'apt-package-not-found',
    );
  });

  it('with nothing else to go by it is the likely one', async () => {
    expect(await root(['FROM debian:12', 'ARG SCHEME', 'RUN ./setup --scheme $SCHEME'], [], 2)).toBe(
      'build-arg-missing',
    );
  });

  it('a stage on an empty base', async () => {
    const oci =
      'OCI runtime create failed: container_linux.go:348: starting container process caused "exec: \\"/bin/sh\\": stat /bin/sh: no such file or directory": unknown';
    const log = [
      'Step 1/3 : ARG BASE',
      'Step 2/3 : FROM ${BASE}',
      ' ---> ',
      'Step 3/3 : RUN ls',
      ' ---> Running in 6f1c2d3e4a5b',
      oci,
      '',
    ];
    const { diagnosis } = await diagnoseLog(chunksOf(log.join('\n')), null);
    expect(diagnosis.root?.condition).toBe('from-arg-empty');
  });
});

describe('the last word of a step that runs no program', () => {
  const before = ['Step 1/2 : FROM debian:12', ' ---> 5f1c2d3e4a5b'];

  it.each([
    [
      'COPY --chown=app . /app',
      "unable to convert uid/gid chown string to host mapping: can't find uid for user app: no such user: app",
    ],
    ['EXPOSE web', 'invalid containerPort: web'],
    ['COPY a b', 'something nobody ever saw'],
  ])('%s fails with a message of its own', async (instruction, message) => {
    const { diagnosis } = await diagnoseLog(
      chunksOf([...before, `Step 2/2 : ${instruction}`, message, ''].join('\n')),
      null,
    );
    expect(diagnosis.outcome).toBe('failed');
    expect(diagnosis.failure?.excerpt.map(({ text }) => text)).toContain(message);
  });

  it('progress of a pull is no error', async () => {
    const lines = [
      'Step 1/2 : FROM debian:12',
      '12: Pulling from library/debian',
      'a1b2c3d4e5f6: Pulling fs layer',
      'a1b2c3d4e5f6: Download complete',
    ];
    const { diagnosis } = await diagnoseLog(chunksOf([...lines, ''].join('\n')), null);
    expect(diagnosis.outcome).toBe('unknown');
  });
});
