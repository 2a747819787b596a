import { readFileSync } from 'node:fs';

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessId {
  readonly pid: number;
  readonly started: string;
}

/** Field 22 of /proc/PID/stat: clock ticks since boot. The name in field 2 may hold spaces and brackets. */
export function identify(pid: number): ProcessId | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return null;
    return { pid, started: fields[19] ?? '' };
  } catch {
    return null;
  }
}

export function isAlive({ pid, started }: ProcessId): boolean {
  return identify(pid)?.started === started;
}

export function firstChild(pid: number): number | null {
  try {
    const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return first === undefined || first === '' ? null : Number(first);
  } catch {
    return null;
  }
}

export function kill(id: ProcessId): void {
  if (!isAlive(id)) return;
  try {
    process.kill(id.pid, 'SIGKILL');
  } catch {
    // It ended between the two calls.
  }
}
