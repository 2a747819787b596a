import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { once } from './once.ts';
import { cache } from './paths.ts';
import { must, run } from './run.ts';

export type Suite = 'bookworm' | 'trixie' | 'sid';

/** Tools the lab calls on this machine; all are in Debian and start no service. */
const TOOLS: Readonly<Record<string, string>> = {
  iptables: '/usr/sbin/iptables',
  iproute2: '/usr/sbin/ip',
  e2fsprogs: '/usr/sbin/mkfs.ext4',
  debootstrap: '/usr/sbin/debootstrap',
  openssl: '/usr/bin/openssl',
  git: '/usr/bin/git',
  libdevmapper1_02: '/lib/x86_64-linux-gnu/libdevmapper.so.1.02.1',
};

/** Package names cannot be object keys with dots in them and stay readable; only one has any. */
const nameOf = (tool: string): string => (tool === 'libdevmapper1_02' ? 'libdevmapper1.02.1' : tool);

export async function installTools(): Promise<void> {
  const missing = Object.keys(TOOLS).filter((tool) => !existsSync(TOOLS[tool] ?? ''));
  if (missing.length === 0) return;
  await must(['apt-get', '-qq', 'update'], { seconds: 120 });
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await must(['apt-get', '-qq', 'install', '-y', '--no-install-recommends', ...missing.map(nameOf)], {
    seconds: 300,
    env,
  });
}

/** The Debian mirror this machine is configured with; null on a machine without one. */
export async function mirror(): Promise<string | null> {
  const { code, text } = await run(['apt-get', 'indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages']);
  if (code !== 0) return null;
  const found = text.split('\n').find((uri) => /\/debian\/?$/.test(uri));
  return found?.replace(/\/$/, '') ?? null;
}

interface Unpacking {
  readonly suite: Suite;
  readonly packages: readonly string[];
  /** Name in the cache; the folder holds the unpacked tree. */
  readonly as: string;
}

/**
 * Unpacks packages of any suite without installing them: the machine's own packages stay as they are, and no
 * maintainer script starts a Docker engine.
 */
export function unpack(unpacking: Unpacking): Promise<string> {
  return once(`packages:${unpacking.as}`, () => unpackNow(unpacking));
}

async function unpackNow({ suite, packages, as }: Unpacking): Promise<string> {
  const hash = createHash('sha256')
    .update(`${suite} ${packages.join(' ')}`)
    .digest('hex')
    .slice(0, 8);
  const folder = join(cache, `${as}-${hash}`);
  if (existsSync(folder)) return folder;
  const uri = await mirror();
  if (uri === null) throw new Error('apt has no Debian mirror configured');
  const work = `${folder}.tmp-${process.pid}`;
  const debs = join(work, 'debs');
  mkdirSync(join(work, 'lists/partial'), { recursive: true });
  mkdirSync(debs);
  const key = '/usr/share/keyrings/debian-archive-keyring.gpg';
  writeFileSync(join(work, 'sources.list'), `deb [signed-by=${key}] ${uri} ${suite} main\n`);
  const apt = ['apt-get', '-qq', ...aptOptions(work)];
  await must([...apt, 'update'], { seconds: 180 });
  await must([...apt, 'download', ...packages], { cwd: debs, seconds: 300 });
  await must(['sh', '-c', 'for deb in debs/*.deb; do dpkg -x "$deb" tree || exit 1; done'], { cwd: work });
  renameSync(join(work, 'tree'), folder);
  rmSync(work, { recursive: true });
  return folder;
}

/** apt with lists of its own; run as root all the way, since its sandbox user may not enter the cache. */
function aptOptions(work: string): string[] {
  const options = {
    'Dir::Etc::sourcelist': join(work, 'sources.list'),
    'Dir::Etc::sourceparts': '-',
    'Dir::State::lists': join(work, 'lists'),
    'Dir::Cache::pkgcache': '',
    'Dir::Cache::srcpkgcache': '',
    'APT::Get::List-Cleanup': '0',
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
  };
  return Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}
