import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Engine } from '../engine/engine.ts';
import { unpack } from '../machine/packages.ts';
import { once } from '../machine/once.ts';
import { cache } from '../machine/paths.ts';
import { must, until } from '../machine/run.ts';
import type { Mode } from './modes.ts';

const started = new WeakMap<Engine, Servers>();

const FILLED = ['busybox:latest'];

/** Registry, package hosts and name server beside one engine, in its network namespace. */
export class Servers {
  readonly #engine: Engine;
  readonly #folder: string;

  private constructor(engine: Engine, folder: string) {
    this.#engine = engine;
    this.#folder = folder;
  }

  static async start(engine: Engine): Promise<Servers> {
    const known = started.get(engine);
    if (known !== undefined) {
      known.mode({ answer: 'ok' });
      rmSync(join(known.#folder, 'www'), { recursive: true, force: true });
      await known.trust();
      return known;
    }
    const folder = join(engine.namespace.folder, 'servers');
    const servers = new Servers(engine, folder);
    mkdirSync(join(folder, 'www'), { recursive: true });
    cpSync(await certificate(), join(folder, 'tls'), { recursive: true });
    servers.mode({ answer: 'ok' });
    await servers.#launch();
    await servers.trust();
    await servers.#fill();
    started.set(engine, servers);
    return servers;
  }

  mode(mode: Mode): void {
    // Renamed into place: the proxy must never read half a file.
    writeFileSync(join(this.#folder, 'mode.new'), JSON.stringify(mode));
    renameSync(join(this.#folder, 'mode.new'), join(this.#folder, 'mode.json'));
  }

  /** Files of a host that is no registry. */
  publish(host: string, files: Readonly<Record<string, string | Buffer>>): void {
    for (const [path, body] of Object.entries(files)) {
      const file = join(this.#folder, 'www', host, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, body);
    }
  }

  /** The engine trusts the lab's authority for its two registries, not for `untrusted.example`. */
  async trust(): Promise<void> {
    const authority = join(this.#folder, 'tls/ca.pem');
    for (const host of ['registry.example', 'mirror.example']) {
      const target = `/etc/docker/certs.d/${host}`;
      await this.#engine.namespace.must([
        'sh',
        '-c',
        `mkdir -p ${target} && cp "$1" ${target}/ca.crt`,
        'sh',
        authority,
      ]);
    }
  }

  async #launch(): Promise<void> {
    const { namespace } = this.#engine;
    const tree = await unpack({ suite: 'bookworm', packages: ['docker-registry'], as: 'registry' });
    const config = join(this.#folder, 'registry.yml');
    const storage = { filesystem: { rootdirectory: join(this.#folder, 'data') }, delete: { enabled: true } };
    // JSON is YAML.
    writeFileSync(
      config,
      JSON.stringify({ version: '0.1', log: { level: 'warn' }, storage, http: { addr: '127.0.0.1:5000' } }),
    );
    const log = join(namespace.folder, 'servers.log');
    namespace.start([join(tree, 'usr/bin/docker-registry'), 'serve', config], log);
    const loader = fileURLToPath(import.meta.resolve('tsx'));
    namespace.start([process.execPath, '--import', loader, join(import.meta.dirname, 'serve.ts'), this.#folder], log);
    const ask = `require('node:http').get('http://registry.example/v2/', (r) => process.exit(r.statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))`;
    await until('registry', async () => (await namespace.run([process.execPath, '-e', ask])).code === 0);
  }

  async #fill(): Promise<void> {
    await this.#engine.need(['busybox']);
    for (const image of FILLED) {
      for (const name of [`registry.example/library/${image}`, 'registry.example/shop/base:1']) {
        const script = `docker tag ${image} ${name} && docker push -q ${name} && docker rmi ${name}`;
        await this.#engine.must(['sh', '-c', script]);
      }
    }
  }
}

function certificate(): Promise<string> {
  return once('certificate', makeCertificate);
}

async function makeCertificate(): Promise<string> {
  const folder = join(cache, 'tls');
  if (existsSync(folder)) return folder;
  const work = `${folder}.tmp-${process.pid}`;
  mkdirSync(work);
  await must(['sh', '-e', join(import.meta.dirname, 'certificate.sh'), work]);
  renameSync(work, folder);
  return folder;
}
