import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { VERSIONS, type Version } from './engine/versions.ts';
import type { Fault } from './fault.ts';

export interface Listed {
  readonly stage: string;
  readonly fault: Fault;
}

/** All faults: one file each, the folder is the stage, the file is the id. */
export async function readFaults(): Promise<readonly Listed[]> {
  const root = join(import.meta.dirname, 'faults');
  const listed: Listed[] = [];
  for (const stage of readdirSync(root).toSorted()) {
    for (const file of readdirSync(join(root, stage)).toSorted()) {
      if (!file.endsWith('.ts')) continue;
      const { default: fault } = (await import(join(root, stage, file))) as { default: Fault };
      if (`${fault.id}.ts` !== file) throw new Error(`${stage}/${file} says its id is ${fault.id}`);
      listed.push({ stage, fault });
    }
  }
  return listed;
}

export async function findFault(id: string): Promise<Listed> {
  const found = (await readFaults()).find(({ fault }) => fault.id === id);
  if (found === undefined) throw new Error(`no fault "${id}"; npm run lab -- list shows them`);
  return found;
}

export function versionsOf({ engines = [] }: Fault): readonly Version[] {
  return VERSIONS.filter((version) => version === '28' || engines.includes(version));
}
