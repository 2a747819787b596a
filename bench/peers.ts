import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isThere, versionOf, type Command } from './measure.ts';
import { escaped, literals } from './patterns.ts';

export type Peer = 'ripgrep' | 'hyperscan' | 'wc';

export interface Peers {
  readonly commands: Readonly<Partial<Record<Peer, (log: string) => Command>>>;
  /** Why a peer does not take part. */
  readonly missing: Readonly<Partial<Record<Peer, string>>>;
  readonly versions: readonly string[];
}

/** Finds the programs we are compared with; what is missing is fetched where root and apt are, else left out. */
export function findPeers(folder: string): Peers {
  const found: Partial<Record<Peer, (log: string) => Command>> = {};
  const missing: Partial<Record<Peer, string>> = {};
  const versions: string[] = [];
  if (isThere('rg') || install('ripgrep')) {
    const file = join(folder, 'literals');
    writeFileSync(file, `${literals.join('\n')}\n`);
    found.ripgrep = (log) => ['rg', '-j1', '-c', '-F', '-f', file, log];
    versions.push(versionOf('rg', '--version'));
  } else missing.ripgrep = 'no ripgrep';
  const program = hyperscan(folder);
  if (program === null) missing.hyperscan = 'no libhyperscan-dev or no C compiler';
  else {
    const file = join(folder, 'escaped-literals');
    writeFileSync(file, `${literals.map(escaped).join('\n')}\n`);
    found.hyperscan = (log) => [program, file, log];
    versions.push(`Hyperscan ${versionOf('pkg-config', '--modversion', 'libhs')}`);
  }
  if (isThere('wc')) found.wc = (log) => ['wc', '-l', log];
  else missing.wc = 'no wc';
  return { commands: found, missing, versions };
}

function hyperscan(folder: string): string | null {
  const program = join(folder, 'hyperscan');
  const source = join(import.meta.dirname, 'hyperscan.c');
  const compile = (): boolean =>
    spawnSync('cc', ['-O2', '-I/usr/include/hs', '-o', program, source, '-lhs']).status === 0;
  return compile() || (isThere('cc') && install('libhyperscan-dev') && compile()) ? program : null;
}

function install(name: string): boolean {
  if (process.getuid?.() !== 0 || !isThere('apt-get')) return false;
  return spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name]).status === 0;
}
