import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { StepMemory } from '#core/model/memory.ts';

import { projectKey, stateFolder } from './folder.ts';

const MAX_LINES = 1000;
const MAX_BYTES = 2 * 1024 * 1024;

/** What the steps of a project took so far, oldest first. Nothing kept, or nothing readable, is an empty list. */
export async function readStepMemory(project: string): Promise<readonly StepMemory[]> {
  const path = fileOf(project);
  try {
    if ((await stat(path)).size > 2 * MAX_BYTES) return [];
    const text = await readFile(path, 'utf8');
    return text.split('\n').flatMap(parse);
  } catch {
    return [];
  }
}

/** Adds what was measured, keeping the newest; one JSON document a line, in a file only its owner may read. */
export async function keepStepMemory(project: string, samples: readonly StepMemory[]): Promise<void> {
  if (samples.length === 0) return;
  const path = fileOf(project);
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lines = [...(await readStepMemory(project)), ...samples].slice(-MAX_LINES).map((one) => JSON.stringify(one));
  while (lines.length > 1 && lines.reduce((size, line) => size + line.length + 1, 0) > MAX_BYTES) {
    lines.splice(0, Math.ceil(lines.length / 4));
  }
  const beside = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(beside, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'w' });
    await chmod(beside, 0o600);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

function fileOf(project: string): string {
  return join(stateFolder(), 'step-memory', `${projectKey(project)}.jsonl`);
}

function parse(line: string): StepMemory[] {
  if (line.trim() === '') return [];
  try {
    const found = JSON.parse(line) as Partial<Record<keyof StepMemory, unknown>>;
    const { step, at, seconds, peak, charged, jobs, perJob, isWhole } = found;
    if (typeof step !== 'string' || !isAmount(at) || !isAmount(seconds) || !isAmount(peak)) return [];
    return [
      {
        step,
        at,
        seconds,
        peak,
        ...(isAmount(charged) && { charged }),
        ...(isAmount(jobs) && { jobs }),
        ...(isAmount(perJob) && { perJob }),
        isWhole: isWhole === true,
      },
    ];
  } catch {
    return [];
  }
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
