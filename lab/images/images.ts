import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import type { Namespace } from '../engine/namespace.ts';
import { mirror, unpack } from '../machine/packages.ts';
import { once } from '../machine/once.ts';
import { cache } from '../machine/paths.ts';
import { must } from '../machine/run.ts';
import { catalog, type ImageDefinition } from './catalog.ts';

export type ImageName = keyof typeof catalog;

/** Where the tarball of an image is or will be. */
export function tarOf(name: ImageName): string {
  return `${(layersOf(name)[0] ?? '').replace('layer-', 'image-')}.tar`;
}

/** The tarball of an image, made once per definition. */
export function imageTar(name: ImageName): Promise<string> {
  return once(`image:${name}`, () => makeTar(name));
}

export async function importImage(namespace: Namespace, name: ImageName): Promise<void> {
  const tar = await imageTar(name);
  const { tags, config } = catalog[name];
  const changes = config.flatMap((line) => ['--change', line]);
  await namespace.must(['docker', 'import', ...changes, tar, tags[0]], { seconds: 120 });
  for (const tag of tags.slice(1)) await namespace.must(['docker', 'tag', tags[0], tag]);
}

function definition(name: string): ImageDefinition {
  const found = (catalog as Readonly<Record<string, ImageDefinition>>)[name];
  if (found === undefined) throw new Error(`no image ${name}`);
  return found;
}

/** The layers below an image, itself first. A changed definition has another name, so nothing has to be refreshed. */
function layersOf(name: string): string[] {
  const { from } = definition(name);
  const below = from === null ? [] : layersOf(from);
  const texts = Object.values(definition(name).files ?? {}).map((file) =>
    readFileSync(join(import.meta.dirname, file), 'utf8'),
  );
  const hash = createHash('sha256')
    .update(JSON.stringify(texts.length === 0 ? [definition(name), below] : [definition(name), below, texts]))
    .digest('hex')
    .slice(0, 8);
  return [join(cache, `layer-${name}-${hash}`), ...below];
}

async function makeTar(name: ImageName): Promise<string> {
  const layers = layersOf(name);
  const tar = tarOf(name);
  if (existsSync(tar)) return tar;
  await layer(name);
  const work = `${tar}.tmp-${process.pid}`;
  await inShell('pack.sh', [layers.join(':'), work]);
  renameSync(work, tar);
  return tar;
}

function layer(name: string): Promise<string> {
  return once(`layer:${name}`, () => makeLayer(name));
}

async function makeLayer(name: string): Promise<string> {
  const [target = '', ...below] = layersOf(name);
  if (existsSync(target)) return target;
  const work = `${target}.tmp-${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const { from } = definition(name);
  if (name === 'busybox') {
    await inShell('busybox.sh', [
      await unpack({ suite: 'bookworm', packages: ['busybox-static'], as: 'busybox' }),
      work,
    ]);
  } else if (from === null) {
    await inShell('debian.sh', [work, (await mirror()) ?? '']);
  } else {
    await layer(from);
    await addPackages(definition(name), work, below);
  }
  renameSync(work, target);
  return target;
}

async function addPackages(image: ImageDefinition, work: string, below: readonly string[]): Promise<void> {
  const copies: [string, string][] = Object.entries(image.files ?? {}).map(([to, from]) => [
    join(import.meta.dirname, from),
    to,
  ]);
  for (const [to, what] of Object.entries(image.host ?? {})) copies.push([hostPath(what), to]);
  for (const [from, to] of copies) {
    mkdirSync(dirname(join(work, to)), { recursive: true });
    await must(['cp', '-rL', from, join(work, to)]);
  }
  const uri = (await mirror()) ?? '';
  const packages = (image.packages ?? []).join(' ');
  await inShell('packages.sh', [below.join(':'), work, uri, packages, image.script ?? '']);
}

function hostPath(what: string): string {
  const node = realpathSync(process.execPath);
  if (what === 'node') return node;
  const places = [join(dirname(node), '../lib/node_modules/npm'), '/usr/share/nodejs/npm'];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`${basename(what)} not found on this machine`);
  return found;
}

function inShell(script: string, args: readonly string[]): Promise<string> {
  const file = join(import.meta.dirname, script);
  // A mount namespace of its own: an aborted build leaves no mounts.
  return must(['unshare', '--mount', '--pid', '--fork', '--kill-child', 'sh', '-e', file, ...args], { seconds: 600 });
}
