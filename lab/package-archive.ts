import { createHash } from 'node:crypto';

interface ArchiveOptions {
  /** The package file: not there, or not the one that the index describes. */
  readonly file?: 'other';
  /** The index: as the release file describes it, or a newer one. */
  readonly index?: 'newer';
}

const SIZE = 100;

/** A Debian archive with one package. */
export function archive({ file, index }: ArchiveOptions): Record<string, string> {
  const packages = [
    'Package: labtool',
    'Version: 1.0',
    'Architecture: all',
    'Maintainer: Lab <lab@lab.example>',
    'Filename: pool/labtool_1.0_all.deb',
    `Size: ${SIZE}`,
    `SHA256: ${'0'.repeat(64)}`,
    'Description: a package',
    '',
    '',
  ].join('\n');
  const sum = createHash('sha256').update(packages).digest('hex');
  const release = [
    'Suite: lab',
    'Codename: lab',
    'Date: Sun, 01 Nov 2020 00:00:00 UTC',
    'Architectures: amd64 all',
    'Components: main',
    'SHA256:',
    ` ${sum} ${packages.length} main/binary-amd64/Packages`,
    '',
  ].join('\n');
  return {
    'dists/lab/Release': release,
    'dists/lab/main/binary-amd64/Packages': index === 'newer' ? packages.replace('1.0', '1.1') : packages,
    ...(file === 'other' && { 'pool/labtool_1.0_all.deb': 'z'.repeat(SIZE) }),
  };
}
