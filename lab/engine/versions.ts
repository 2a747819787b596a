import { join } from 'node:path';

import { once } from '../machine/once.ts';
import { unpack, type Suite } from '../machine/packages.ts';
import { must } from '../machine/run.ts';

export const VERSIONS = ['28', '26', '20.10'] as const;
export type Version = (typeof VERSIONS)[number];

interface Programs {
  /** Folders for PATH. */
  readonly path: readonly string[];
  readonly plugins: string;
}

const SUITES: Readonly<Record<Version, Suite>> = { '28': 'sid', '26': 'trixie', '20.10': 'bookworm' };
const PARTS = ['docker.io', 'docker-cli', 'containerd', 'docker-buildx', 'docker-compose'];

/** Unpacks an engine with the client, buildx and Compose that belong to it. */
export async function programs(version: Version): Promise<Programs> {
  const tree = await unpack({
    suite: SUITES[version],
    // bookworm's docker.io holds the client too, and has neither buildx nor Compose v2: those come from sid.
    packages: version === '20.10' ? ['docker.io', 'containerd'] : PARTS,
    as: `engine-${version}`,
  });
  const plugins = version === '20.10' ? await unpack({ suite: 'sid', packages: PARTS, as: 'engine-28' }) : tree;
  const runtime = await once('runtime', unpackRuntime);
  return {
    path: [join(tree, 'usr/sbin'), join(tree, 'usr/bin'), join(runtime, 'usr/sbin'), join(runtime, 'usr/bin')],
    plugins: join(plugins, 'usr/libexec/docker/cli-plugins'),
  };
}

async function unpackRuntime(): Promise<string> {
  // The newer runc packages need a newer glibc than bookworm's, the older runc runs on all three.
  const tree = await unpack({ suite: 'bookworm', packages: ['runc', 'tini'], as: 'runtime' });
  // docker.io's own docker-init is a link to a tini that is not in the same folder when nothing is installed.
  await must(['ln', '-sf', 'tini-static', join(tree, 'usr/bin/docker-init')]);
  return tree;
}
