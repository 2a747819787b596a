import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { BIN, drydock } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'drydock-bad-'));
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const FAILED = `#5 [2/2] RUN gcc -c big.c
#5 0.959 big.c:1:1: fatal error: error writing to /tmp/ccj9DOQV.s: No space left on device
#5 ERROR: process "/bin/sh -c gcc -c big.c" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gcc -c big.c" did not complete successfully: exit code: 1
`;

/** One line on standard error, no stack trace, nothing on standard output, exit code 2. */
function expectRefused(args: readonly string[], words: RegExp, input: string | Uint8Array = ''): void {
  const { code, stdout, stderr } = drydock(['diagnose', ...args, '--lang', 'en'], input);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(words);
}

test('a file that is not there', () => expectRefused([join(folder, 'nope.log')], /does not exist/));
test('a directory', () => expectRefused([folder], /is a directory/));
test('an empty file', () => expectRefused([file('empty.log', '')], /is empty/));
test('empty standard input', () => expectRefused(['-'], /standard input is empty/));
test('a binary file', () =>
  expectRefused(
    [
      file(
        'binary',
        new Uint8Array(5000).map((_, i) => (i * 7919) % 31),
      ),
    ],
    /is binary/,
  ));
test('/dev/zero', () => expectRefused(['/dev/zero'], /is binary/));
test('an unknown option', () => expectRefused(['--frobnicate'], /frobnicate/));
test('an unknown format', () => expectRefused(['--format', 'xml', '-'], /text, json, markdown/, FAILED));
test('a project that is not there', () =>
  expectRefused(['-', '--project', join(folder, 'nope')], /not a directory/, FAILED));

test('the same refusal in Chinese', () => {
  const { stderr } = drydock(['diagnose', join(folder, 'nope.log'), '--lang', 'zh']);
  expect(stderr).toMatch(/不存在。$/m);
});

/** The cause is found in spite of what the input went through. */
function expectNamed(input: string | Uint8Array): void {
  const { code, stdout, stderr } = drydock(['diagnose', '-', '--format', 'json'], input);
  expect(stderr).toBe('');
  const { root } = JSON.parse(stdout) as { root: { condition: string } | null };
  expect({ code, root: root?.condition }).toEqual({ code: 1, root: 'disk-full-data-root' });
}

test('UTF-16 from a PowerShell redirection', () =>
  expectNamed(new Uint8Array([0xff, 0xfe, ...Buffer.from(FAILED.replaceAll('\n', '\r\n'), 'utf16le')])));
test('UTF-16 without a byte order mark', () => expectNamed(Buffer.from(FAILED, 'utf16le')));
test('CRLF', () => expectNamed(FAILED.replaceAll('\n', '\r\n')));
test('NUL bytes between the lines', () => expectNamed(FAILED.replaceAll('\n', '\n\0\0')));
test('invalid UTF-8', () => expectNamed(Buffer.concat([Buffer.from([0xc3, 0x28, 0xff, 0x0a]), Buffer.from(FAILED)])));
test('a log that begins in the middle', () => expectNamed(FAILED.slice(FAILED.indexOf('#5 0.959'))));
test('a log that ends in the middle', () => expectNamed(FAILED.slice(0, FAILED.indexOf('------'))));
test('no newline at the end', () => expectNamed(FAILED.trimEnd()));

test('a successful build full of frightening words', () => {
  const log = `#5 [2/3] RUN make test
#5 0.1 error: expected failure, as planned
#5 0.2 warning: No space left on device (simulated)
#5 0.3 0 errors, 3 warnings, fatal: none
#5 DONE 3.1s

#6 exporting to image
#6 naming to docker.io/library/app done
#6 DONE 0.1s
`;
  const { code, stdout } = drydock(['diagnose', '-', '--format', 'json'], log);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'succeeded', failure: null, root: null });
});

test('two logs in one file: the second one failed', () => {
  const first =
    '#1 [internal] load build definition from Dockerfile\n#1 DONE 0.0s\n#2 exporting to image\n#2 DONE 0.1s\n';
  const second = `#1 [internal] load build definition from Dockerfile\n#1 DONE 0.0s\n${FAILED}`;
  expectNamed(first + second);
});

test('one line of 100 MB', { timeout: 60_000 }, () => {
  const path = join(folder, 'long.log');
  const handle = openSync(path, 'w');
  const chunk = 'x'.repeat(1024 * 1024);
  for (let i = 0; i < 100; i++) writeSync(handle, chunk);
  writeSync(handle, `\n${FAILED}`);
  closeSync(handle);
  const { code, stdout } = drydock(['diagnose', path, '--format', 'json'], '', {
    NODE_OPTIONS: '--max-old-space-size=128',
  });
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    root: { condition: 'disk-full-data-root' },
    limits: [expect.stringContaining('bytes')],
  });
});

test('a log of 1 GB in bounded memory', { timeout: 120_000 }, async () => {
  const { peakMegabytes, code } = await diagnoseStream(1024, FAILED);
  expect(code).toBe(1);
  expect(peakMegabytes).toBeLessThan(160);
});

/** Pipes that many MiB of boring build output into the tool, then a failure; tells its exit code and peak memory. */
async function diagnoseStream(mebibytes: number, end: string): Promise<{ code: number | null; peakMegabytes: number }> {
  const script = `process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)));
    process.argv = [process.argv[0], ${JSON.stringify(BIN)}, 'diagnose', '-', '--quiet'];
    await import(${JSON.stringify(BIN)});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const line = `#5 1.23 gcc -O2 -Wall -Wno-error -c src/module.c -o build/module.o\n`;
  const chunk = Buffer.from(line.repeat(Math.floor((1024 * 1024) / line.length)));
  child.stdin.write('#5 [2/2] RUN gcc -c big.c\n');
  for (let i = 0; i < mebibytes; i++) if (!child.stdin.write(chunk)) await once(child.stdin, 'drain');
  child.stdin.end(end);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, peakMegabytes: Number(stderr) / 1024 };
}
