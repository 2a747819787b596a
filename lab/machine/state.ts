import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { cgroupFolders, removeCgroups } from './cgroup.ts';
import { cache, runs } from './paths.ts';
import { identify, isAlive, kill, type ProcessId } from './process.ts';

/**
 * What a run owns, on disk, so that the next run can sweep after a `kill -9`.
 * Everything that outlives a process (mounts, loop devices, containers, sockets) lives in the namespaces of a
 * holder process and goes with it: the holders are all that has to be remembered.
 */
export class Run {
  readonly id: string;
  readonly folder: string;

  constructor(id: string) {
    this.id = id;
    this.folder = join(runs, id);
    mkdirSync(this.folder, { recursive: true });
  }

  own(owner: ProcessId | null): void {
    if (owner !== null) writeFileSync(join(this.folder, 'owner.json'), JSON.stringify(owner));
  }

  add(holder: ProcessId): void {
    appendFileSync(join(this.folder, 'holders.jsonl'), `${JSON.stringify(holder)}\n`);
  }

  async remove(): Promise<void> {
    const holders = this.#holders();
    for (const holder of holders) kill(holder);
    while (holders.some(isAlive)) await sleep(20);
    removeCgroups(this.id);
    // The kernel takes a moment to drop the mounts of a dead namespace; until then rmdir says EBUSY.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  isOrphan(): boolean {
    const file = join(this.folder, 'owner.json');
    if (existsSync(file)) return !isAlive(JSON.parse(readFileSync(file, 'utf8')) as ProcessId);
    // No owner: made by `up`, alive for as long as its holders are.
    return !this.#holders().some(isAlive);
  }

  #holders(): ProcessId[] {
    const file = join(this.folder, 'holders.jsonl');
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as ProcessId);
  }
}

/** A run that ends with this process. */
export async function beginRun(): Promise<Run> {
  await sweep();
  const run = new Run(`r${process.pid}`);
  run.own(identify(process.pid));
  return run;
}

/** Removes what runs that were killed have left behind. */
export async function sweep(): Promise<string[]> {
  const swept: string[] = [];
  for (const id of existsSync(runs) ? readdirSync(runs) : []) {
    const run = new Run(id);
    if (!run.isOrphan()) continue;
    await run.remove();
    swept.push(id);
  }
  sweepCache();
  for (const id of cgroupFolders()) if (!existsSync(join(runs, id))) removeCgroups(id);
  return swept;
}

/** Half-written parts of the cache are named `NAME.tmp-PID`. */
function sweepCache(): void {
  for (const name of existsSync(cache) ? readdirSync(cache) : []) {
    const pid = /\.tmp-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && identify(Number(pid)) === null)
      rmSync(join(cache, name), { recursive: true, force: true });
  }
}
