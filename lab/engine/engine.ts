import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Disk, type DiskOptions } from '../disk/disk.ts';
import { hold, place } from '../images/held.ts';
import { importImage, type ImageName } from '../images/images.ts';
import { cgroupName } from '../machine/cgroup.ts';
import { until, type Ran, type RunOptions } from '../machine/run.ts';
import type { Run } from '../machine/state.ts';
import { callEngine, listIn } from './api.ts';
import { Namespace } from './namespace.ts';
import { programs, type Version } from './versions.ts';

export interface EngineOptions {
  /** daemon.json. A string is written as it is. */
  readonly config?: Readonly<Record<string, unknown>> | string;
  /** A disk of its own under /var/lib/docker, which can be made to fail. */
  readonly disk?: DiskOptions;
  /** Arguments for dockerd beside the lab's own. */
  readonly flags?: readonly string[];
  /** False: the fault itself starts the daemon. */
  readonly start?: boolean;
}

const CLIENT_SECONDS = 90;

/** A Docker engine in namespaces of its own. Inside, all paths are the usual ones. */
export class Engine {
  readonly version: Version;
  readonly namespace: Namespace;
  readonly disk: Disk | null;
  readonly cgroup: string;
  readonly #flags: readonly string[];
  readonly #images = new Set<ImageName>();

  private constructor(version: Version, namespace: Namespace, disk: Disk | null, owner: Run, flags: readonly string[]) {
    this.version = version;
    this.namespace = namespace;
    this.disk = disk;
    this.cgroup = cgroupName(owner.id);
    this.#flags = flags;
  }

  /** `images` are there from the beginning, if the cache holds them; all others are imported when they are needed. */
  static async open(
    owner: Run,
    name: string,
    version: Version,
    options: EngineOptions = {},
    images: readonly ImageName[] = [],
  ): Promise<Engine> {
    const { path, plugins } = await programs(version);
    const namespace = await Namespace.open(owner, name, path, plugins);
    const disk = options.disk === undefined ? null : await Disk.mount(namespace, options.disk);
    if (disk === null) await namespace.must(['mount', '--bind', join(namespace.folder, 'data'), '/var/lib/docker']);
    const engine = new Engine(version, namespace, disk, owner, options.flags ?? []);
    await engine.configure(options.config ?? {});
    if (options.start !== false) {
      if (!hasContainerdStore(options.config)) await engine.#place(images);
      await engine.start();
    }
    return engine;
  }

  /** Host path of the project folder, /srv/shop inside. */
  get project(): string {
    return join(this.namespace.folder, 'project');
  }

  get log(): string {
    return existsSync(this.#logFile) ? readFileSync(this.#logFile, 'utf8') : '';
  }

  async configure(config: Readonly<Record<string, unknown>> | string): Promise<void> {
    const text = typeof config === 'string' ? config : JSON.stringify(config);
    await this.namespace.must(['sh', '-c', 'cat >/etc/docker/daemon.json'], { input: text });
  }

  async start(): Promise<void> {
    await this.tryToStart();
    if (!(await this.#answers())) throw new Error(`dockerd ${this.version} did not start:\n${this.log.slice(-1500)}`);
  }

  /** Starts the daemon; it may fail, its log then says why. */
  async tryToStart(flags: readonly string[] = []): Promise<void> {
    const argv = ['dockerd', '--cgroup-parent', this.cgroup, ...this.#flags, ...flags];
    this.namespace.start(['sh', '-c', '"$@"; echo ended >/run/dockerd-ended', 'sh', ...argv], this.#logFile);
    const ended = this.namespace.path('/run/dockerd-ended');
    await until(`dockerd ${this.version}`, async () => existsSync(ended) || this.#answers());
    await this.namespace.run(['rm', '-f', '/run/dockerd-ended']);
  }

  async stop(signal: 'TERM' | 'KILL' = 'TERM'): Promise<void> {
    await this.kill(signal);
    await until('end of dockerd', async () => {
      const { text } = await this.namespace.run(['sh', '-c', 'pidof dockerd containerd || true']);
      return text.trim() === '';
    });
    await this.namespace.run(['sh', '-c', 'rm -rf /run/docker.sock /run/docker.pid /run/dockerd-ended /run/docker']);
  }

  async restart(signal: 'TERM' | 'KILL'): Promise<void> {
    await this.stop(signal);
    await this.start();
  }

  /** Sends the signal and does not wait. A daemon that dies of SIGKILL leaves its containerd, as in the field. */
  async kill(signal: 'TERM' | 'KILL'): Promise<void> {
    await this.namespace.run(['sh', '-c', `kill -${signal} $(pidof dockerd)`]);
    if (signal === 'KILL') await this.namespace.run(['sh', '-c', 'kill -KILL $(pidof containerd)']);
  }

  run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return this.namespace.run(argv, { seconds: CLIENT_SECONDS, ...options });
  }

  must(argv: readonly string[], options: RunOptions = {}): Promise<string> {
    return this.namespace.must(argv, { seconds: CLIENT_SECONDS, ...options });
  }

  has(image: ImageName): boolean {
    return this.#images.has(image);
  }

  async need(images: readonly ImageName[]): Promise<void> {
    for (const image of images) {
      if (this.#images.has(image)) continue;
      await importImage(this.namespace, image);
      this.#images.add(image);
      if (this.disk === null) await hold(join(this.namespace.folder, 'data'), this.version, image);
    }
  }

  async #place(images: readonly ImageName[]): Promise<void> {
    const placed =
      this.disk === null
        ? await place(join(this.namespace.folder, 'data'), this.version, images, 'link')
        : await place(this.namespace.path('/var/lib/docker'), this.version, images, 'copy');
    for (const image of placed) this.#images.add(image);
  }

  /** Back to an engine that holds images and nothing else. */
  async reset(): Promise<void> {
    const call = (method: 'GET' | 'POST' | 'DELETE', path: string): Promise<unknown> =>
      callEngine(this.namespace, method, path);
    const containers = listIn<{ readonly Id: string }>(await call('GET', '/containers/json?all=1'));
    for (const { Id } of containers) await call('DELETE', `/containers/${Id}?force=1&v=1`);
    await call('POST', '/networks/prune');
    const { Volumes } = (await call('GET', '/volumes')) as { readonly Volumes?: unknown };
    for (const { Name } of listIn<{ readonly Name: string }>(Volumes)) await call('DELETE', `/volumes/${Name}?force=1`);
    const script = `cd /srv/home/.docker
      for builder in buildx/instances/lab*; do [ -e "$builder" ] && docker buildx rm -f "\${builder##*/}"; done
      rm -rf config.json /etc/docker/certs.d
      rm -rf /srv/home/.local/state
      find /srv/shop -mindepth 1 -delete`;
    await this.namespace.run(['sh', '-c', script]);
    rmSync(join(this.namespace.folder, 'client.log'), { force: true });
  }

  async close(): Promise<void> {
    await this.namespace.close();
    rmSync(this.namespace.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  /** Writes a file inside the namespaces only, for example under /etc. */
  async write(path: string, text: string): Promise<void> {
    const file = join(this.project, '.lab-file');
    writeFileSync(file, text);
    await this.namespace.must(['sh', '-c', 'mkdir -p "$(dirname "$1")" && mv .lab-file "$1"', 'sh', path]);
  }

  get #logFile(): string {
    return join(this.namespace.folder, 'dockerd.log');
  }

  async #answers(): Promise<boolean> {
    return callEngine(this.namespace, 'GET', '/version').then(
      (answer) => typeof answer === 'object',
      () => false,
    );
  }
}

/** Its images lie in containerd's own store, in another form. */
function hasContainerdStore(config: EngineOptions['config']): boolean {
  return JSON.stringify(config ?? {}).includes('"containerd-snapshotter":true');
}
