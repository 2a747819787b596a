import { mkdirSync } from 'node:fs';

import { installTools, mirror } from './packages.ts';
import { cache, runs } from './paths.ts';

/** Why the lab cannot run here, or null. Installs the tools it needs. */
export async function whyNot(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the lab needs Linux on x86-64';
  if (process.getuid?.() !== 0) return 'the lab needs root: it makes namespaces, mounts and loop devices';
  if ((await mirror().catch(() => null)) === null)
    return 'the lab needs apt with a Debian mirror: engines come from Debian packages';
  mkdirSync(cache, { recursive: true });
  mkdirSync(runs, { recursive: true });
  try {
    await installTools();
  } catch (error) {
    return `the lab could not install its tools: ${(error as Error).message.split('\n')[0] ?? ''}`;
  }
  return null;
}
