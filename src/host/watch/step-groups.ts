import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Control groups of one hierarchy, by the path below its root. */
const MAX_DEPTH = 9;
const MAX_GROUPS = 4000;
const MAX_PROCESSES = 128;
const MAX_COMMANDS = 6;
/** Between two looks at a group that is being measured. */
const LOOK_MILLISECONDS = 50;
/** Looking for new groups takes at most this part of the time. */
const WALK_SHARE = 20;

/** Memory of a control group that came up while we watched. Bytes and milliseconds since the epoch. */
export interface GroupMemory {
  readonly path: string;
  /** What its first process was called, as argument lists: a shell may replace itself by what it runs. */
  readonly commands: readonly (readonly string[])[];
  readonly began: number;
  readonly ended: number;
  readonly peak: number;
  readonly charged: number;
  readonly jobs: number;
  readonly perJob: number;
}

export interface GroupFiles {
  readonly cgroup: string;
  readonly proc: string;
}

const HERE: GroupFiles = { cgroup: '/sys/fs/cgroup', proc: '/proc' };

interface Measuring {
  readonly path: string;
  readonly began: number;
  ended: number;
  readonly commands: string[][];
  peak: number;
  cache: number;
  charged: number;
  jobs: number;
  perJob: number;
}

/** Finds and measures control groups that begin after it was made; null where memory groups cannot be seen. */
export function watchGroups(files: GroupFiles = HERE): StepGroups | null {
  const v1 = join(files.cgroup, 'memory');
  if (existsSync(join(v1, 'memory.usage_in_bytes'))) return new StepGroups(v1, 1, files.proc);
  try {
    const controllers = readFileSync(join(files.cgroup, 'cgroup.controllers'), 'utf8');
    return controllers.split(/\s/).includes('memory') ? new StepGroups(files.cgroup, 2, files.proc) : null;
  } catch {
    return null;
  }
}

export class StepGroups {
  readonly #root: string;
  readonly #version: 1 | 2;
  readonly #proc: string;
  readonly #known: Set<string>;
  readonly #live = new Map<string, Measuring>();
  readonly #done: Measuring[] = [];
  #timer: NodeJS.Timeout | null = null;
  #nextWalk = 0;

  constructor(root: string, version: 1 | 2, proc: string) {
    this.#root = root;
    this.#version = version;
    this.#proc = proc;
    this.#known = new Set(this.#walk());
  }

  start(): void {
    this.#timer = setInterval(() => this.look(Date.now()), LOOK_MILLISECONDS);
    this.#timer.unref();
  }

  look(now: number): void {
    if (now >= this.#nextWalk) {
      const began = performance.now();
      for (const path of this.#walk()) this.#meet(path, now);
      this.#nextWalk = now + Math.max(LOOK_MILLISECONDS, (performance.now() - began) * WALK_SHARE);
    }
    for (const measuring of this.#live.values()) {
      if (this.#sample(measuring, now)) continue;
      this.#live.delete(measuring.path);
      this.#done.push(measuring);
    }
  }

  /** Everything that was measured, groups that are still there included. */
  stop(): readonly GroupMemory[] {
    if (this.#timer !== null) clearInterval(this.#timer);
    return [...this.#done, ...this.#live.values()]
      .filter(({ commands, peak }) => commands.length > 0 && peak > 0)
      .map(({ cache, peak, charged, ...rest }) => ({
        ...rest,
        charged,
        // A short peak between two looks still stands in the kernel's own mark, of which the page cache is no need.
        peak: Math.max(peak, charged - cache),
      }));
  }

  #meet(path: string, now: number): void {
    if (this.#known.has(path) || this.#known.size >= MAX_GROUPS) return;
    this.#known.add(path);
    this.#live.set(path, {
      path,
      began: now,
      ended: now,
      commands: [],
      peak: 0,
      cache: 0,
      charged: 0,
      jobs: 0,
      perJob: 0,
    });
  }

  #walk(): string[] {
    const found: string[] = [];
    const enter = (path: string, depth: number): void => {
      if (depth > MAX_DEPTH || found.length >= MAX_GROUPS) return;
      for (const entry of this.#entries(path)) {
        const below = path === '' ? entry : `${path}/${entry}`;
        found.push(below);
        enter(below, depth + 1);
      }
    };
    enter('', 0);
    return found;
  }

  #entries(path: string): string[] {
    try {
      return readdirSync(join(this.#root, path), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name);
    } catch {
      return [];
    }
  }

  /** False once the group is gone. */
  #sample(group: Measuring, now: number): boolean {
    const stat = this.#read(group.path, 'memory.stat');
    if (stat === null) return false;
    const { need, cache } = this.#version === 1 ? ofV1(stat) : ofV2(stat);
    const charged = this.#charged(group.path);
    const isPeak = need > group.peak;
    group.peak = Math.max(group.peak, need);
    group.cache = Math.max(group.cache, cache);
    group.charged = Math.max(group.charged, charged);
    const pids = (this.#read(group.path, 'cgroup.procs') ?? '')
      .split('\n')
      .map(Number)
      .filter((pid) => pid > 0);
    if (pids.length === 0) return true;
    group.ended = now;
    this.#name(group, Math.min(...pids));
    if (isPeak) Object.assign(group, this.#heaviest(pids.slice(0, MAX_PROCESSES)));
    return true;
  }

  #charged(path: string): number {
    const names = this.#version === 1 ? ['memory.max_usage_in_bytes'] : ['memory.peak', 'memory.current'];
    for (const name of names) {
      const text = this.#read(path, name);
      if (text !== null) return Number(text.trim());
    }
    return 0;
  }

  #name({ commands }: Measuring, first: number): void {
    const text = readText(`${this.#proc}/${first}/cmdline`);
    if (text === null || text === '' || commands.length >= MAX_COMMANDS) return;
    const words = text.replace(/\0$/, '').split('\0');
    // The runtime itself, before it becomes the step's process.
    if (/(?:^|\/)(?:runc|crun|buildkit-runc|runsc|exe)$/.test(words[0] ?? '') && words.includes('init')) return;
    if (!commands.some((known) => known.join('\0') === words.join('\0'))) commands.push(words);
  }

  /** The program whose processes together hold most: how many there are, and the largest of them. */
  #heaviest(pids: readonly number[]): { jobs: number; perJob: number } {
    const programs = new Map<string, number[]>();
    for (const pid of pids) {
      const status = readText(`${this.#proc}/${pid}/status`);
      const name = /^Name:\s+(.*)$/m.exec(status ?? '')?.[1];
      const size = /^RssAnon:\s+(\d+) kB$/m.exec(status ?? '') ?? /^VmRSS:\s+(\d+) kB$/m.exec(status ?? '');
      const anonymous = Number(size?.[1] ?? 0) * 1024;
      if (name === undefined || anonymous === 0) continue;
      programs.set(name, [...(programs.get(name) ?? []), anonymous]);
    }
    const [sizes = []] = [...programs.values()].toSorted((a, b) => total(b) - total(a));
    const perJob = Math.max(0, ...sizes);
    // One that has only just begun is not yet a job.
    return { jobs: sizes.filter((size) => size * 10 >= perJob).length, perJob };
  }

  #read(path: string, name: string): string | null {
    return readText(join(this.#root, path, name));
  }
}

function total(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size, 0);
}

interface Amount {
  readonly need: number;
  readonly cache: number;
}

/** `total_*` also count groups below; the page cache holds shared memory too, which cannot be given back. */
function ofV1(stat: string): Amount {
  const shared = field(stat, 'total_shmem');
  return { need: field(stat, 'total_rss') + shared, cache: Math.max(0, field(stat, 'total_cache') - shared) };
}

function ofV2(stat: string): Amount {
  const shared = field(stat, 'shmem');
  return { need: field(stat, 'anon') + shared, cache: Math.max(0, field(stat, 'file') - shared) };
}

function field(stat: string, name: string): number {
  const at = `\n${stat}`.indexOf(`\n${name} `);
  return at === -1 ? 0 : Number.parseInt(stat.slice(at + name.length + 1), 10);
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
