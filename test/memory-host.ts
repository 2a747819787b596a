import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Example } from '#core/model/condition.ts';
import type { Host, Seen } from '#core/model/probe.ts';
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

/** A host that answers as an example says, and asks the files for the rest. */
export function worldHost(world: NonNullable<Example['world']>, files: Host | null): Host {
  const why = { en: 'not in this world', zh: '此处没有' };
  return {
    ask: async (probe, about) => {
      const answer = world[probe];
      if (answer !== undefined) return { ok: true, answer, where: 'world' } as Seen<never>;
      return files === null ? { ok: false, why } : files.ask(probe, about);
    },
    readText: async (path) => (files === null ? { ok: false, why } : files.readText(path)),
  };
}
