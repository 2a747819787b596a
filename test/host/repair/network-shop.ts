import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Host } from '#core/model/probe.ts';
import type { Run } from '#host/exec/run.ts';
import { Journal } from '#host/journal/journal.ts';
import { openWorkshop } from '#host/repair/workshop.ts';
import type { Workshop } from '#core/model/workshop.ts';

/** An engine that knows networks only; each is a file in a folder, so that it outlives the process that made it. */
function engineIn(folder: string, step: () => void): Run {
  return async ([, , verb = '', ...words]) => {
    step();
    const name = words.at(-1) ?? '';
    let stdout = '';
    if (verb === 'create') writeFileSync(join(folder, name), '');
    else if (verb === 'rm') rmSync(join(folder, name));
    else stdout = networksIn(folder).join('\n');
    step();
    return { ok: true, code: 0, stdout, stderr: '', isCut: false };
  };
}

export function networksIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** A workshop before that engine; `step` is called before each change on disk, and before and after each call of the engine. */
export async function openShop(root: string, step: () => void): Promise<Workshop> {
  const folder = join(root, 'networks');
  mkdirSync(folder, { recursive: true });
  const ask = async (): Promise<unknown> => ({ ok: true, answer: [], where: '', took: 0 });
  const host = { ask, readText: async () => null } as unknown as Host;
  return openWorkshop({
    bay: { host, run: engineIn(folder, step), project: root },
    journal: await Journal.at(join(root, 'journal'), step),
    valueOf: () => null,
    system: false,
  });
}
