import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Host } from '#core/model/probe.ts';
import { openHost } from '#host/host.ts';

/** The real project host over a throw-away folder holding these files. */
export function memoryHost(files: Readonly<Record<string, string>>): Host {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-project-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return openHost({ project: folder });
}
