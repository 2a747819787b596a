import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { readTheArchive } from '../../src/kb/shared/apt-archive.ts';

/** The command as a step runs it, on a list of our own. */
function rewritten(distribution: 'debian' | 'ubuntu', list: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-sources-'));
  try {
    writeFileSync(join(folder, 'sources.list'), list);
    const command = readTheArchive(distribution)
      .replace('/etc/apt/sources.list', join(folder, 'sources.list'))
      .replace('/etc/apt/apt.conf.d/99archive', join(folder, '99archive'));
    const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(join(folder, '99archive'), 'utf8')).toBe('Acquire::Check-Valid-Until "false";\n');
    return readFileSync(join(folder, 'sources.list'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the list of an ended release is read from the archive', () => {
  it('Debian: main, security in both of its forms, no -updates', () => {
    const list = `deb http://deb.debian.example/debian stretch main
deb http://security.debian.example/debian-security stretch/updates main
deb http://security.debian.example/ jessie/updates main contrib
deb http://ftp.us.debian.example/debian stretch-backports main
deb http://deb.debian.example/debian stretch-updates main
deb http://packages.vendor.example/apt stretch main
`;
    expect(rewritten('debian', list)).toBe(`deb http://archive.debian.example/debian stretch main
deb http://archive.debian.example/debian-security stretch/updates main
deb http://archive.debian.example/debian-security jessie/updates main contrib
deb http://archive.debian.example/debian stretch-backports main
deb http://packages.vendor.example/apt stretch main
`);
  });

  it('Ubuntu: every mirror, -updates too', () => {
    const list = `deb http://archive.ubuntu.example/ubuntu/ eoan main restricted
deb http://security.ubuntu.example/ubuntu/ eoan-security main
deb http://de.archive.ubuntu.example/ubuntu/ eoan-updates main
`;
    expect(rewritten('ubuntu', list)).toBe(`deb http://old-releases.ubuntu.example/ubuntu/ eoan main restricted
deb http://old-releases.ubuntu.example/ubuntu/ eoan-security main
deb http://old-releases.ubuntu.example/ubuntu/ eoan-updates main
`);
  });
});
