import { mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { Ajv } from 'ajv';
import { expect, test } from 'vitest';

import { drydock } from './run-cli.ts';

const LOG = `#5 [2/2] RUN ./frobnicate
#5 0.1 frobnicate: the flux is out of phase, API_TOKEN=abc123def456
#5 ERROR: process "/bin/sh -c ./frobnicate" did not complete successfully: exit code: 9
`;
const folder = mkdtempSync(join(tmpdir(), 'drydock-capture-'));
const at = (name: string): string => join(folder, name);

test('written for the owner alone, and diagnosed to the same bytes', () => {
  const file = at('one.drydock');
  const live = drydock(['capture', '-', '-o', file, '--format', 'json'], LOG);
  expect(live).toMatchObject({ code: 0, stderr: expect.stringContaining(file) as unknown });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, 'utf8');
  expect(text).not.toContain('abc123def456');
  const again = drydock(['diagnose', file, '--format', 'json']);
  expect(again.code).toBe(3);
  expect(again.stdout).toBe(live.stdout);
  const schema = JSON.parse(readFileSync('schemas/capture.schema.json', 'utf8')) as object;
  const validate = new Ajv({ strict: false }).compile(schema);
  expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
  writeFileSync(at('packed.drydock'), gzipSync(text));
  expect(drydock(['diagnose', at('packed.drydock'), '--format', 'json']).stdout).toBe(live.stdout);
});

test('a file that is there stays, unless forced; a link is not followed', () => {
  writeFileSync(at('mine.drydock'), 'mine');
  expect(drydock(['capture', '-', '-o', at('mine.drydock'), '--no-engine'], LOG)).toMatchObject({ code: 2 });
  expect(readFileSync(at('mine.drydock'), 'utf8')).toBe('mine');
  symlinkSync(at('mine.drydock'), at('link.drydock'));
  expect(drydock(['capture', '-', '-o', at('link.drydock'), '--force', '--no-engine'], LOG).code).toBe(0);
  expect(readFileSync(at('mine.drydock'), 'utf8')).toBe('mine');
  expect(drydock(['capture', '-', '-o', at('mine.drydock'), '--force', '--no-engine'], LOG).code).toBe(0);
  expect(readFileSync(at('mine.drydock'), 'utf8')).toContain('captureVersion');
});

test.each([
  ['a name of another kind', ['capture', '-', '-o', at('notes.txt')]],
  ['a folder that is not there', ['capture', '-', '-o', at('no/such/x.drydock'), '--no-engine']],
  ['no capture at all', ['diagnose', at('junk.drydock')]],
  ['two at once', ['diagnose', at('one.drydock'), at('junk.drydock')]],
  ['not there', ['diagnose', at('nowhere.drydock')]],
])('%s: one line, exit code 2', (_, args) => {
  writeFileSync(at('junk.drydock'), '{"captureVersion":1,"log":');
  const { code, stdout, stderr } = drydock(args, LOG);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trim().split('\n').length).toBe(1);
});
