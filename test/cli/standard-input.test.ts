import { spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { BIN } from './run-cli.ts';

const LOG = 'ERROR: failed to build: failed to solve: Unavailable: error reading from server: EOF\n';
const PAUSE_MILLISECONDS = 300;

const folder = mkdtempSync(join(tmpdir(), 'drydock-stdin-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What drydock says of a log that comes in two halves, through a pipe opened with these flags. */
async function diagnosed(name: string, flags: number): Promise<string> {
  const pipe = join(folder, name);
  spawnSync('mkfifo', [pipe]);
  // A blocking end waits for the other one to be opened: with both at hand nobody does.
  const both = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  const reading = openSync(pipe, constants.O_RDONLY | flags);
  const writing = openSync(pipe, constants.O_WRONLY);
  closeSync(both);
  const child = spawn(process.execPath, [BIN, 'diagnose', '--no-engine', '-'], { stdio: [reading, 'pipe', 'inherit'] });
  closeSync(reading);
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise((resolve) => child.on('close', resolve));
  for (const part of [LOG.slice(0, 30), LOG.slice(30)]) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    writeSync(writing, part);
  }
  closeSync(writing);
  await ended;
  return said;
}

test.skipIf(process.platform === 'win32').each([
  ['a pipe that waits', 0],
  ['a pipe that somebody made non-blocking', constants.O_NONBLOCK],
])('a log that comes slowly: %s', async (name, flags) => {
  expect(await diagnosed(name.replaceAll(' ', '-'), flags)).toContain('error[buildkit-connection-lost]');
});
