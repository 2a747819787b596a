import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeEach, describe, expect, test } from 'vitest';

import { drydock, type Ran } from './run-cli.ts';

/** A build whose COPY source is hidden by .dockerignore, as a real engine told it. */
const RECORDED = join(import.meta.dirname, '../corpus/faults/copy-source-ignored/28');
const REMEDY = 'copy-source-ignored/allow-the-path';

let project = '';
let state = '';

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'drydock-fix-'));
  state = mkdtempSync(join(tmpdir(), 'drydock-state-'));
  cpSync(join(RECORDED, 'project'), project, { recursive: true });
  cpSync(join(RECORDED, 'log.txt'), join(project, 'recorded.txt'));
});

/** A stand-in for the build: says what the engine said, until `.dockerignore` holds what heals it. */
function build(heals: string): string {
  const path = join(project, 'build.sh');
  writeFileSync(
    path,
    `#!/bin/sh\ncd "${project}"\nif grep -qxF '${heals}' .dockerignore; then echo built; else cat recorded.txt >&2; exit 17; fi\n`,
  );
  chmodSync(path, 0o755);
  return path;
}

function run(...args: string[]): Ran {
  const [name = '', ...rest] = args;
  return drydock([name, '--project', project, ...rest], '', { XDG_STATE_HOME: state, HOME: state });
}

const fix = (command: string, ...options: string[]): Ran =>
  run('run', '--no-engine', '--fix', ...options, '--', command);

function ignored(): string {
  return readFileSync(join(project, '.dockerignore'), 'utf8');
}

describe('a command that fails', () => {
  test('is repaired, runs green, and every byte comes back with undo', () => {
    const before = ignored();
    const { code, stdout, stderr } = fix(build('!dist/app.js'), '--yes');
    expect(code).toBe(0);
    expect(stdout).toBe('built\n');
    expect(stderr).toContain('+!dist/app.js');
    expect(stderr).toContain(`what stays: ${REMEDY}. To take it back: drydock undo`);
    expect(ignored()).toContain('!dist/app.js');

    expect(JSON.parse(run('history', '--format', 'json').stdout)).toMatchObject([
      { ending: 'repaired', rounds: 1, remedies: [REMEDY], undoable: 1 },
    ]);
    const report = run('report').stdout;
    for (const part of ['repaired', REMEDY, '+!dist/app.js', 'drydock undo']) expect(report).toContain(part);
    expect(run('report', '--format', 'html', '--lang', 'zh').stdout).toContain('<ins>+!dist/app.js</ins>');

    expect(run('undo').code).toBe(0);
    expect(ignored()).toBe(before);
    expect(run('undo')).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing to take back') });
  });

  test('for another reason than the diagnosis says: everything is undone, the exit code stays the command’s', () => {
    const before = ignored();
    const { code, stderr } = fix(build('no remedy writes this'), '--yes');
    expect(code).toBe(17);
    expect(stderr).toContain('every change is undone');
    expect(ignored()).toBe(before);
    expect(JSON.parse(run('history', '--format', 'json').stdout)).toMatchObject([
      { ending: 'no-progress', remedies: [], undoable: 0 },
    ]);
  });

  test('nothing is changed where nobody agrees', () => {
    const before = ignored();
    const { code, stderr } = fix(build('!dist/app.js'));
    expect(code).toBe(17);
    expect(stderr).toContain('nobody to ask');
    expect(ignored()).toBe(before);
  });

  test('without --fix it is kept, and `drydock fix` repairs it later', () => {
    const command = build('!dist/app.js');
    expect(run('run', '--no-engine', '--', command).code).toBe(17);
    expect(JSON.parse(run('history', '--format', 'json').stdout)).toMatchObject([{ ending: 'not-begun' }]);
    expect(run('fix', '--no-engine', '--yes')).toMatchObject({ code: 0, stdout: 'built\n' });
  });

  test('somebody’s later edit is not overwritten by undo', () => {
    fix(build('!dist/app.js'), '--yes');
    const own = `${ignored()}# mine\n`;
    writeFileSync(join(project, '.dockerignore'), own);
    expect(run('undo')).toMatchObject({ code: 1, stdout: expect.stringContaining('left alone') });
    expect(ignored()).toBe(own);
  });
});

test('what is kept is for its owner alone, and holds no secret of the command', () => {
  fix(build('!dist/app.js'), '--yes');
  run(
    'run',
    '--no-engine',
    '--',
    'sh',
    '-c',
    `cat "${project}/recorded.txt" >&2; exit 3`,
    'API_TOKEN=9f8e7d6c5b4a39281706',
  );
  const files = readdirSync(state, { recursive: true, encoding: 'utf8' }).map((name) => join(state, name));
  const kept = files.filter((path) => path.includes('incidents') && statSync(path).isFile());
  expect(kept.length).toBeGreaterThan(4);
  for (const path of kept) {
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(readFileSync(path, 'utf8')).not.toContain('9f8e7d6c5b4a39281706');
  }
  expect(run('fix')).toMatchObject({ code: 2, stderr: expect.stringContaining('held a secret') });
});

test('a log has no command: one remedy is applied, and not called a repair', () => {
  const { code, stderr } = run('diagnose', '--fix', '--yes', '--no-engine', join(project, 'recorded.txt'));
  expect(code).toBe(1);
  expect(stderr).toContain('applied, not verified');
  expect(ignored()).toContain('!dist/app.js');
});

test.each(['undo', 'fix', 'report'])('%s of an incident that does not exist is one clear line', (command) => {
  expect(run(command, 'nothing')).toMatchObject({ code: 2, stderr: expect.stringMatching(/^drydock: .*nothing.*\n$/) });
});
