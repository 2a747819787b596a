import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import { run, runNothing, type Ran } from '#host/exec/run.ts';

const SECONDS = 1000;
const node = (script: string): [string, ...string[]] => [process.execPath, '-e', script];

function ended(ran: Ran): Extract<Ran, { ok: true }> {
  if (!ran.ok) throw new Error(`${ran.problem} ${ran.detail}`);
  return ran;
}

/** Alive, and no mere entry of a process that nobody has waited for yet. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('a program from a list of words', () => {
  test('words are words, whatever a shell would make of them', async () => {
    const words = ['$(id)', '; echo x', '"', '*'];
    const ran = await run([process.execPath, '-p', 'JSON.stringify(process.argv.slice(1))', ...words], {
      milliseconds: 60 * SECONDS,
    });
    expect(JSON.parse(ended(ran).stdout)).toEqual(words);
  });

  test('exit code, both outputs, LC_ALL=C over the environment, and a variable taken away', async () => {
    const script = `process.stdout.write(process.env.LC_ALL + ' ' + process.env.GIVEN + ' ' + ('PATH' in process.env));
      process.stderr.write('told'); process.exitCode = 7`;
    const env = { LC_ALL: 'tr_TR.UTF-8', GIVEN: 'yes', PATH: undefined };
    const ran = await run(node(script), { env, milliseconds: 60 * SECONDS });
    expect(ran).toEqual({ ok: true, code: 7, stdout: 'C yes false', stderr: 'told', isCut: false });
  });

  test('a program that reads standard input finds its end at once', async () => {
    const ran = await run(['cat'], { milliseconds: 60 * SECONDS });
    expect(ended(ran)).toMatchObject({ code: 0, stdout: '' });
  });

  test('a signal is no exit code', async () => {
    const ran = await run(node('process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 60000)'), {
      milliseconds: 60 * SECONDS,
    });
    expect(ended(ran).code).toBe(null);
  });

  test('not found, and not permitted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'drydock-run-'));
    const file = join(folder, 'program');
    writeFileSync(file, '#!/bin/sh\n');
    chmodSync(file, 0o644);
    const options = { milliseconds: 60 * SECONDS };
    expect(await run([join(folder, 'absent')], options)).toMatchObject({ ok: false, problem: 'not-found' });
    // Without any x bit even root may not start it.
    expect(await run([file], options)).toMatchObject({ ok: false, problem: 'not-permitted' });
  });

  test('a folder to run in that is not there', async () => {
    const ran = await run(['cat'], { cwd: '/nowhere/at/all', milliseconds: 60 * SECONDS });
    expect(ran.ok).toBe(false);
  });

  test('told to start nothing, it starts nothing', async () => {
    expect(await runNothing(['cat'], { milliseconds: 1 })).toEqual({ ok: false, problem: 'not-asked', detail: 'cat' });
  });
});

describe('limits', () => {
  test('what is beyond the limit of output is thrown away, and said so', async () => {
    const ran = await run(node('process.stdout.write("x".repeat(1001))'), {
      milliseconds: 60 * SECONDS,
      maxBytes: 1000,
    });
    expect(ended(ran)).toMatchObject({ isCut: true, stdout: 'x'.repeat(1000) });
    const exact = await run(node('process.stdout.write("x".repeat(1000))'), {
      milliseconds: 60 * SECONDS,
      maxBytes: 1000,
    });
    expect(ended(exact)).toMatchObject({ isCut: false, stdout: 'x'.repeat(1000) });
  });

  test('200 MB of output neither block the program nor fill memory', async () => {
    const before = process.memoryUsage().rss;
    const ran = await run(['head', '-c', '200000000', '/dev/zero'], { milliseconds: 60 * SECONDS, maxBytes: 4096 });
    expect(ended(ran)).toMatchObject({ code: 0, isCut: true });
    expect(ended(ran).stdout).toHaveLength(4096);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  test.skipIf(!existsSync('/proc/self/status'))('the time limit ends a program with what it has started', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'drydock-run-')), 'pids');
    const child = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)';
    // The child keeps our pipe open and outlives its parent unless the whole group ends.
    const parent = `const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' });
      require('node:fs').writeFileSync(${JSON.stringify(file)}, process.pid + ' ' + child.pid);
      setInterval(() => {}, 1000);`;
    const from = performance.now();
    const ran = await run(node(parent), { milliseconds: 5 * SECONDS });
    expect(ran).toMatchObject({ ok: false, problem: 'timeout' });
    expect(performance.now() - from).toBeLessThan(20 * SECONDS);
    const pids = readFileSync(file, 'utf8').split(' ').map(Number);
    expect(pids).toHaveLength(2);
    for (let tries = 0; tries < 50 && pids.some(isAlive); tries++) await sleep(100);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test('a helper that left the group keeps nobody waiting', async () => {
    const parent = `require('node:child_process').spawn('sleep', ['12'], { stdio: 'inherit', detached: true }).unref()`;
    const from = performance.now();
    const ran = await run(node(parent), { milliseconds: 3 * SECONDS });
    expect(ran).toMatchObject({ ok: false, problem: 'timeout' });
    expect(performance.now() - from).toBeLessThan(11 * SECONDS);
  });
});
