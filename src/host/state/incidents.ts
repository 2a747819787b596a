import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Incident } from '#core/model/incident.ts';

import { HostError } from '../files/host-error.ts';
import { privateFolder, removeFile, writeWhole } from '../journal/disk.ts';
import { Journal, type Entry } from '../journal/journal.ts';
import { projectKey, stateFolder } from './folder.ts';

export interface KeptIncident extends Incident {
  /** Changes that were not taken back yet, oldest first. */
  readonly open: readonly Entry[];
}

export function newIncidentId(now: Date): string {
  return `${now.toISOString().replace(/[-:]|\.\d+/g, '')}-${process.pid}`;
}

export function journalOf(project: string, id: string): Promise<Journal> {
  return Journal.at(join(folderOf(project), id, 'journal'));
}

export async function keepIncident(project: string, incident: Incident): Promise<void> {
  const folder = join(folderOf(project), incident.id);
  await privateFolder(folder);
  const text = `${JSON.stringify(incident, null, 2)}\n`;
  await writeWhole(join(folder, 'incident.json'), Buffer.from(text), { before: () => undefined });
  await forgetOld(project);
}

/** Incidents that left nothing to take back go after a while; the others stay. */
async function forgetOld(project: string): Promise<void> {
  const old = (await readIncidents(project)).slice(KEPT).filter(({ open }) => open.length === 0);
  for (const { id } of old) await rm(join(folderOf(project), id), { recursive: true, force: true });
}

const KEPT = 50;

/** What is kept of a project, newest first. An incident that was cut short has its journal and no more. */
export async function readIncidents(project: string): Promise<readonly KeptIncident[]> {
  const ids = await readdir(folderOf(project)).catch(() => []);
  const kept: KeptIncident[] = [];
  for (const id of ids
    .filter((one) => /^\d{8}T\d{6}Z-\d+$/.test(one))
    .toSorted()
    .toReversed()) {
    const open = await (await journalOf(project, id)).unclosed();
    kept.push({ ...(await readIncident(project, id)), open });
  }
  return kept;
}

async function readIncident(project: string, id: string): Promise<Incident> {
  const cut: Incident = {
    id,
    command: [],
    isMasked: true,
    condition: '',
    ending: 'cut-short',
    rounds: 0,
    remedies: [],
    timeline: [],
    diagnosis: null,
  };
  try {
    const text = await readFile(join(folderOf(project), id, 'incident.json'), 'utf8');
    return { ...cut, ...(JSON.parse(text) as Partial<Incident>), id };
  } catch {
    return cut;
  }
}

/** Runs something while no other drydock changes this project. A lock whose owner is gone is taken over. */
export async function alone<T>(project: string, work: () => Promise<T>): Promise<T> {
  await privateFolder(folderOf(project));
  const lock = join(folderOf(project), 'lock');
  await takeLock(lock);
  try {
    return await work();
  } finally {
    await removeFile(lock, () => undefined);
  }
}

async function takeLock(lock: string): Promise<void> {
  for (let tries = 0; tries < 2; tries++) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(lock, 'utf8').catch(() => '0'));
    if (isRunning(owner)) {
      throw new HostError({
        en: `another drydock (process ${owner}) is repairing this project; wait until it has ended.`,
        zh: `另一个 drydock（进程 ${owner}）正在修复此项目，请等它结束。`,
      });
    }
    await removeFile(lock, () => undefined);
  }
  throw new HostError({ en: 'the lock of this project could not be taken.', zh: '无法获得此项目的锁。' });
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function folderOf(project: string): string {
  return join(stateFolder(), 'incidents', projectKey(project));
}
