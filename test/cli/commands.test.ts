import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { drydock } from './run-cli.ts';

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string;
};

test('--version', () => {
  expect(drydock(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test.each([['--help'], ['-h'], ['help']])('%s lists every command', (flag) => {
  const { code, stdout } = drydock([flag]);
  expect(code).toBe(0);
  for (const name of ['diagnose', 'explain', 'completion']) expect(stdout).toContain(name);
});

test('help follows the locale', () => {
  expect(drydock(['--help'], '', { LANG: 'zh_CN.UTF-8' }).stdout).toContain('示例');
  expect(drydock(['diagnose', '--help'], '', { LC_ALL: 'zh_CN.UTF-8' }).stdout).toContain('输出格式');
});

test('no command at all is a usage error that shows the help', () => {
  const { code, stdout, stderr } = drydock([]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('drydock diagnose');
});

test('an unknown command', () => {
  const { code, stderr } = drydock(['diagnoze']);
  expect(code).toBe(2);
  expect(stderr).toContain('diagnoze');
});

test('explain lists, searches and shows', () => {
  expect(drydock(['explain']).stdout).toContain('disk-full-data-root');
  const search = drydock(['explain', 'No space left']).stdout;
  expect(search).toContain('disk-full-data-root');
  expect(search).not.toContain('buildkit-connection-lost');
  expect(drydock(['explain', 'disk-full-data-root']).stdout).toContain('docker system df');
  expect(drydock(['explain', 'disk-full-data-root', '--lang', 'zh']).stdout).toContain('磁盘');
  expect(drydock(['explain', 'no-such-thing']).code).toBe(2);
});

test('colour only where it is wanted', () => {
  const log = 'ERROR: failed to build: failed to solve: Unavailable: error reading from server: EOF\n';
  expect(drydock(['diagnose', '-'], log).stdout).not.toContain('\u001b[');
  expect(drydock(['diagnose', '-'], log, { FORCE_COLOR: '1' }).stdout).toContain('\u001b[');
  expect(drydock(['diagnose', '-'], log, { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain('\u001b[');
  expect(drydock(['diagnose', '-', '--no-color'], log, { FORCE_COLOR: '1' }).stdout).not.toContain('\u001b[');
});

test('a failure without a known cause is located, exit code 3', () => {
  const log = `#5 [2/2] RUN ./frobnicate
#5 0.1 frobnicate: the flux is out of phase
#5 ERROR: process "/bin/sh -c ./frobnicate" did not complete successfully: exit code: 9
`;
  const { code, stdout } = drydock(['diagnose', '-', '--format', 'json'], log);
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: 'failed',
    root: null,
    failure: { exitCode: 9, excerpt: expect.arrayContaining([expect.objectContaining({ line: 2 })]) as unknown },
  });
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish', 'powershell'])('%s', (shell) => {
    const { code, stdout } = drydock(['completion', shell]);
    expect(code).toBe(0);
    for (const word of ['diagnose', 'explain', 'format']) expect(stdout).toContain(word);
  });

  test('bash accepts the script and completes', () => {
    const script = `${drydock(['completion', 'bash']).stdout}\nCOMP_WORDS=(drydock diagnose --format ''); COMP_CWORD=3; _drydock; echo "\${COMPREPLY[@]}"`;
    expect(spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim()).toBe('text json markdown');
  });

  test('an unknown shell', () => {
    expect(drydock(['completion', 'tcsh']).code).toBe(2);
  });
});

test('a reader that goes away early is no error', () => {
  const { status, stderr } = spawnSync('bash', ['-c', `"${process.execPath}" bin/drydock.js explain | head -n 1`], {
    cwd: join(import.meta.dirname, '../..'),
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
