import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Disk } from './disk/disk.ts';
import type { Engine } from './engine/engine.ts';
import { limitMemory } from './machine/cgroup.ts';
import { DRYDOCK } from './machine/paths.ts';
import type { Ran, RunOptions } from './machine/run.ts';
import type { Servers } from './registry/servers.ts';

export type Progress = 'plain' | 'rawjson';

interface BenchParts {
  readonly engine: Engine;
  readonly servers: Servers | null;
  readonly run: string;
  /** What the fault is about: `up` reads the logs until they say it. */
  readonly shows: RegExp;
  readonly progress?: Progress;
  readonly beforeBuild?: (bench: Bench) => Promise<void>;
}

/** What a fault works with: an engine, a project folder, and perhaps servers and a disk. */
export class Bench {
  readonly engine: Engine;
  readonly #parts: BenchParts;
  /** Whether the last act was a build, which can be recorded in a second form. */
  built = false;

  readonly #logBefore: number;

  constructor(parts: BenchParts) {
    this.engine = parts.engine;
    this.#parts = parts;
    this.#logBefore = parts.engine.log.length;
  }

  /** What the daemon has written since this bench was made: the engine may have served other faults before. */
  get daemonLog(): string {
    return this.engine.log.slice(this.#logBefore);
  }

  get disk(): Disk {
    if (this.engine.disk === null) throw new Error('the fault asked for no disk');
    return this.engine.disk;
  }

  get servers(): Servers {
    if (this.#parts.servers === null) throw new Error('the fault asked for no servers');
    return this.#parts.servers;
  }

  files(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.engine.project, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      if (text.startsWith('#!')) chmodSync(file, 0o755);
    }
  }

  /** Puts one of the stacks of `lab/stacks` into the project folder. */
  stack(name: 'six' | 'cgo' | 'multiarch'): void {
    cpSync(join(import.meta.dirname, 'stacks', name), this.engine.project, { recursive: true });
  }

  edit(path: string, change: (text: string) => string): void {
    const file = join(this.engine.project, path);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  }

  /** `docker build` in BuildKit's plain form. The 20.10 client has no BuildKit of its own: there it is buildx. */
  async build(args: readonly string[] = ['.'], options: RunOptions = {}): Promise<Ran> {
    this.built = true;
    await this.#parts.beforeBuild?.(this);
    const command = this.engine.version === '20.10' ? ['docker', 'buildx', 'build'] : ['docker', 'build'];
    return this.engine.run([...command, `--progress=${this.#parts.progress ?? 'plain'}`, ...args], options);
  }

  /** Build cache of so many megabytes that no image and no later build uses. */
  oldCache(megabytes: number): Promise<string> {
    const dockerfile = `FROM alpine:3.19\nRUN dd if=/dev/zero of=/old bs=1M count=${megabytes} && sync\n`;
    return this.must('docker buildx build -q --output type=cacheonly -', { input: dockerfile });
  }

  docker(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return this.engine.run(['docker', ...args], options);
  }

  compose(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return this.engine.run(['docker', 'compose', '--progress', 'plain', ...args], options);
  }

  sh(script: string, options: RunOptions = {}): Promise<Ran> {
    return this.engine.run(['sh', '-c', script], options);
  }

  /** For `setUp`: has to succeed. */
  must(script: string, options: RunOptions = {}): Promise<string> {
    return this.engine.must(['sh', '-c', script], options);
  }

  /**
   * Brings a stack up and reads its containers' logs, as one would do before asking what is wrong. The wait is long: on
   * a busy machine the stack is slow, and a wait that ends first is another failure. What a container has to say may come
   * after `up` has returned: the logs are read again until what the fault is about stands there, for half a minute.
   */
  async up(
    args: readonly string[] = ['-d', '--wait', '--wait-timeout', '150'],
    options: RunOptions = {},
  ): Promise<Ran> {
    const up = await this.compose(['up', ...args], { seconds: 200, ...options });
    const started = performance.now();
    let logs = await this.#logs();
    while (!this.#parts.shows.test(up.text + logs.text) && performance.now() - started < 30_000) {
      await sleep(300);
      logs = await this.#logs();
    }
    return { ...up, text: up.text + logs.text, seconds: up.seconds + logs.seconds };
  }

  #logs(): Promise<Ran> {
    return this.compose(['logs', '--no-color', '--tail', '60']);
  }

  /** The built command line, beside the engine. */
  drydock(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return this.engine.namespace.run([process.execPath, DRYDOCK, ...args], options);
  }

  /** A cgroup whose processes may use so much memory in all; for `--cgroup-parent`. */
  limitMemory(name: string, megabytes: number): string {
    // One group for each engine: another lane may do the same at the same time.
    return limitMemory(this.#parts.run, `${basename(this.engine.namespace.folder)}-${name}`, megabytes);
  }
}
