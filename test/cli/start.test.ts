import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { drydock, type Ran } from './run-cli.ts';

const LOG = 'ERROR: failed to build: failed to solve: Unavailable: error reading from server: EOF\n';

let cache = '';
let folder = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'drydock-start-'));
  folder = join(cache, 'drydock', 'code');
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

function diagnose(env: Record<string, string> = {}): Ran {
  return drydock(['diagnose', '-', '--no-engine'], LOG, { XDG_CACHE_HOME: cache, ...env });
}

const uncached = (): Ran => diagnose({ NODE_DISABLE_COMPILE_CACHE: '1' });

function kept(): ReadonlyMap<string, Buffer> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

describe('code that an engine compiled', () => {
  test('is kept in a private folder, and the next start leaves it as it is', () => {
    const first = diagnose();
    expect(first.stdout).toContain('error[');
    const before = kept();
    expect(before.size).toBeGreaterThan(0);
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(diagnose()).toEqual(first);
    expect(kept()).toEqual(before);
  });

  test('is not kept where nobody wants it', () => {
    expect(uncached().stdout).toContain('error[');
    expect(readdirSync(cache)).toEqual([]);
  });

  test.each([
    ['empty', () => Buffer.alloc(0)],
    ['cut short', (code: Buffer) => code.subarray(0, code.length >> 1)],
    ['something else', (code: Buffer) => Buffer.alloc(code.length, 'x')],
  ])('is made anew where it is %s', (_, damage: (code: Buffer) => Buffer) => {
    const expected = diagnose();
    for (const [name, code] of kept()) writeFileSync(join(folder, name), damage(code));
    expect(diagnose()).toEqual(expected);
    for (const code of kept().values()) expect(code.length).toBeGreaterThan(1000);
  });

  test.skipIf(process.platform === 'win32')('is not taken from a folder that others may write to', () => {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o777);
    expect(diagnose()).toEqual(uncached());
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is done without where no folder can be made', () => {
    writeFileSync(join(cache, 'drydock'), '');
    expect(diagnose()).toEqual(uncached());
  });
});
