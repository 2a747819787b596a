import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { firstChild, identify, isAlive, kill, type ProcessId } from '../machine/process.ts';
import { must, run, until, type Ran, type RunOptions } from '../machine/run.ts';
import type { Run } from '../machine/state.ts';

/** Mount, network, process and host name of its own. Ending it ends every process, mount and container in it. */
export class Namespace {
  readonly folder: string;
  readonly #holder: ProcessId;
  readonly #first: number;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(folder: string, holder: ProcessId, first: number, path: readonly string[]) {
    this.folder = folder;
    this.#holder = holder;
    this.#first = first;
    this.#env = {
      PATH: [...path, '/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(':'),
      HOME: '/srv/home',
      LANG: 'C.UTF-8',
    };
  }

  static async open(owner: Run, name: string, path: readonly string[], plugins: string): Promise<Namespace> {
    const folder = join(owner.folder, name);
    for (const part of ['over', 'project', 'data']) mkdirSync(join(folder, part), { recursive: true });
    const log = join(folder, 'namespace.log');
    const out = openSync(log, 'w');
    const script = join(import.meta.dirname, 'namespace.sh');
    const flags = ['--mount', '--net', '--pid', '--uts', '--fork', '--mount-proc', '--kill-child'];
    const child = spawn('unshare', [...flags, 'sh', script, folder, plugins], {
      stdio: ['ignore', out, out],
      detached: true,
    });
    closeSync(out);
    child.unref();
    const holder = identify(child.pid ?? 0);
    if (holder === null) throw new Error('unshare did not start');
    owner.add(holder);
    await until(`namespace ${name}`, async () => {
      const text = readFileSync(log, 'utf8');
      if (!isAlive(holder)) throw new Error(`namespace ${name}: ${text}`);
      return text.includes('ready');
    });
    const first = firstChild(holder.pid);
    if (first === null) throw new Error(`namespace ${name} ended at once`);
    return new Namespace(folder, holder, first, path);
  }

  /** A file of the namespaces as this process reaches it. */
  path(inside: string): string {
    return `/proc/${this.#first}/root${inside}`;
  }

  /** The namespaces' own file system, seen from outside: its sockets can be opened by this path. */
  get root(): string {
    return `/proc/${this.#first}/root`;
  }

  /** A command line as it has to be run from outside. */
  enter(argv: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): string[] {
    const pairs = Object.entries({ ...this.#env, ...env }).map(([name, value]) => `${name}=${value}`);
    const target = ['-t', String(this.#first), '--mount', '--net', '--pid', '--uts', `--wdns=${cwd}`];
    return ['nsenter', ...target, 'env', '-i', ...pairs, ...argv];
  }

  run(argv: readonly string[], { cwd = '/srv/shop', env = {}, ...options }: RunOptions = {}): Promise<Ran> {
    return run(this.enter(argv, cwd, env), options);
  }

  must(argv: readonly string[], { cwd = '/srv/shop', env = {}, ...options }: RunOptions = {}): Promise<string> {
    return must(this.enter(argv, cwd, env), options);
  }

  /** A process that stays; it ends with the namespace. */
  start(argv: readonly string[], log: string, env: Readonly<Record<string, string>> = {}): void {
    const out = openSync(log, 'a');
    const [program = '', ...rest] = this.enter(argv, '/', env);
    spawn(program, rest, { stdio: ['ignore', out, out], detached: true }).unref();
    closeSync(out);
  }

  async close(): Promise<void> {
    kill(this.#holder);
    await until('end of the namespace', async () => !isAlive(this.#holder) && identify(this.#first) === null);
  }
}
