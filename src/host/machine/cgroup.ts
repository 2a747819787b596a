import type { Machine } from './machine.ts';

export interface EngineCgroup {
  readonly version: 1 | 2;
  /** Bytes; absent where there is no limit or it cannot be read. */
  readonly limit?: number;
  /** Since the group began. */
  readonly oomKills?: number;
}

/** A v1 limit of this size and more means none (`PAGE_COUNTER_MAX`). */
const NO_LIMIT = 2 ** 62;

/** Memory limit and OOM kills of the engine's own cgroup: of dockerd where it is found, else of the groups it is usually in. */
export async function engineCgroup(machine: Machine): Promise<EngineCgroup> {
  const isV2 = (await machine.read('/sys/fs/cgroup/cgroup.controllers')).ok;
  const version = isV2 ? 2 : 1;
  const group = await daemonGroup(machine, version);
  if (group === null) return { version };
  const folder = isV2 ? `/sys/fs/cgroup${group}` : `/sys/fs/cgroup/memory${group}`;
  const [limit, events] = await Promise.all([
    machine.read(`${folder}/${isV2 ? 'memory.max' : 'memory.limit_in_bytes'}`),
    machine.read(`${folder}/${isV2 ? 'memory.events' : 'memory.oom_control'}`),
  ]);
  const bytes = limit.ok ? Number(limit.text.trim()) : Number.NaN;
  const kills = events.ok ? /^oom_kill (\d+)$/m.exec(events.text)?.[1] : undefined;
  return {
    version,
    ...(bytes < NO_LIMIT && { limit: bytes }),
    ...(kills !== undefined && { oomKills: Number(kills) }),
  };
}

async function daemonGroup(machine: Machine, version: 1 | 2): Promise<string | null> {
  const pid = await daemonPid(machine);
  if (pid === null) return null;
  const file = await machine.read(`/proc/${pid}/cgroup`);
  if (!file.ok) return null;
  const line = version === 2 ? /^0::(\/.*)$/m : /^\d+:(?:[\w=,]*,)?memory(?:,[\w=,]*)?:(\/.*)$/m;
  const group = line.exec(file.text)?.[1] ?? null;
  return group === '/' ? '' : group;
}

/** The process id of the dockerd that shares our mounts: another one (in a container) is not the engine we talk to. */
async function daemonPid(machine: Machine): Promise<string | null> {
  const own = await machine.link('/proc/self/ns/mnt');
  const pids = (await machine.list('/proc')).filter((name) => /^\d+$/.test(name));
  const names = await Promise.all(pids.map((pid) => machine.read(`/proc/${pid}/comm`)));
  const daemons = pids.filter((_, i) => names[i]?.ok === true && names[i].text.trim() === 'dockerd');
  for (const pid of daemons) if ((await machine.link(`/proc/${pid}/ns/mnt`)) === own) return pid;
  return null;
}
