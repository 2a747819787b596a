import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { KernelScanner } from '#core/diagnose/kernel-scanner.ts';
import { textsOf } from '#core/diagnose/literals.ts';
import { OPENINGS } from '#core/parse/logs/read-log.ts';
import { startKernel, type Kernel } from '#core/read/kernel.ts';
import { registry } from '#kb/registry.gen.ts';

const CORPUS = join(import.meta.dirname, '../../corpus');
const CSI = /\u001b\[[0-?]*[ -/]*[@-~]/g;
const NEWLINE = 10;

// From Debian's package of the same name; without it there is nobody to agree with.
const isThere = spawnSync('rg', ['--version']).status === 0;

/** All recordings as one text, without colours: only drydock looks through those. */
function recordings(): Buffer {
  const files = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => join(CORPUS, name));
  const logs = files.filter((path) => statSync(path).isFile() && !path.endsWith('.dockerbuild'));
  const text = logs.map((path) => `${readFileSync(path, 'latin1')}\n`).join('');
  return Buffer.from(text.replace(CSI, '').replaceAll('\u001b', ''), 'latin1');
}

/** Records of BuildKit as the line they hold, if it is one whole line of plain text. */
function unwrapped(bytes: Buffer): Buffer {
  const lines = bytes.toString('latin1').split('\n');
  return Buffer.from(lines.map((line) => lineIn(line) ?? line).join('\n'), 'latin1');
}

function lineIn(line: string): string | null {
  if (!/^\{"logs":\[\{[^{}]*\}\]\}$/.test(line)) return null;
  const { logs } = JSON.parse(line) as { logs: [{ data: string }] };
  const text = Buffer.from(logs[0].data, 'base64').toString('latin1');
  // eslint-disable-next-line no-control-regex -- what a terminal would make something else of
  return /^[^\u0000-\u0008\n-\u001a\u001c-\u001f\u007f]*\r?\n$/.test(text) ? text.replace(CSI, '').trimEnd() : null;
}

/** Numbers of the lines in which the kernel finds a literal, block by block as a log is read. */
function foundByKernel(bytes: Uint8Array): readonly number[] {
  const scanner = new KernelScanner(startKernel() as Kernel, registry, OPENINGS);
  const found = new Set<number>();
  let before = 0;
  for (let at = 0; at < bytes.length;) {
    const end = bytes.lastIndexOf(NEWLINE, at + scanner.room.length - 1) + 1;
    const { hits, hitCount, lineCount } = scanner.survey(bytes.subarray(at, end));
    for (let i = 0; i < hitCount; i++) found.add(before + 1 + (hits[2 * i] as number));
    before += lineCount;
    at = end;
  }
  return [...found].toSorted((a, b) => a - b);
}

test.skipIf(!isThere)(`the lines with a literal are those of ripgrep${isThere ? '' : ', which is not here'}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-ripgrep-'));
  try {
    const bytes = recordings();
    writeFileSync(join(folder, 'log'), unwrapped(bytes));
    writeFileSync(join(folder, 'literals'), `${textsOf(registry).join('\n')}\n`);
    const args = ['--text', '--encoding', 'none', '--no-config', '-F', '-n', '-f', 'literals', 'log'];
    const { stdout } = spawnSync('rg', args, { cwd: folder, encoding: 'latin1', maxBuffer: 1 << 28 });
    const expected = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Number.parseInt(line, 10));
    expect(expected.length).toBeGreaterThan(1000);
    expect(foundByKernel(bytes)).toEqual(expected);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
