import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface ArchiveOptions {
  /** Its name; without one, a package that cannot be had: only the index is good. */
  readonly name?: string;
  /** The package file: not there, or not the one that the index describes. */
  readonly file?: 'other';
  /** The index: as the release file describes it, or a newer one. */
  readonly index?: 'newer';
}

const SIZE = 100;

/** A Debian archive with one package. */
export function archive({ name, file, index }: ArchiveOptions): Record<string, string | Buffer> {
  const built = name === undefined ? null : build(name);
  const path = `pool/${name ?? 'labtool'}_1.0_all.deb`;
  const packages = [
    ...control(name ?? 'labtool'),
    `Filename: ${path}`,
    `Size: ${built?.length ?? SIZE}`,
    `SHA256: ${built === null ? '0'.repeat(64) : sha256(built)}`,
    '',
    '',
  ].join('\n');
  const release = [
    'Suite: lab',
    'Codename: lab',
    'Date: Sun, 01 Nov 2020 00:00:00 UTC',
    'Architectures: amd64 all',
    'Components: main',
    'SHA256:',
    ` ${sha256(packages)} ${packages.length} main/binary-amd64/Packages`,
    '',
  ].join('\n');
  return {
    'dists/lab/Release': release,
    'dists/lab/main/binary-amd64/Packages': index === 'newer' ? packages.replace('1.0', '1.1') : packages,
    ...(file === 'other' && { [path]: 'z'.repeat(SIZE) }),
    ...(built !== null && { [path]: built }),
  };
}

function control(name: string): readonly string[] {
  return [
    `Package: ${name}`,
    'Version: 1.0',
    'Architecture: all',
    'Maintainer: Lab <lab@lab.example>',
    'Description: a package',
  ];
}

/** A package with nothing in it, by Debian's own tool. */
function build(name: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-lab-'));
  try {
    mkdirSync(join(folder, 'root/DEBIAN'), { recursive: true });
    writeFileSync(join(folder, 'root/DEBIAN/control'), `${control(name).join('\n')}\n`);
    execFileSync('dpkg-deb', ['--build', '--root-owner-group', join(folder, 'root'), join(folder, 'built.deb')]);
    return readFileSync(join(folder, 'built.deb'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
