import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import type { Version } from '../engine/versions.ts';
import { cache } from '../machine/paths.ts';
import { must } from '../machine/run.ts';
import { catalog } from './catalog.ts';
import { tarOf, type ImageName } from './images.ts';

/**
 * An image as an engine's data root holds it. Importing a tarball costs up to half a minute; these files are linked into the
 * next data root in a moment. They are the lower layer of containers, which nothing writes to.
 */
interface Held {
  readonly id: string;
  /** Names of folders in `layerdb` and `overlay2`: an imported image has one layer, whose chain id is its diff id. */
  readonly chain: string;
  readonly layer: string;
}

const STORE = 'image/overlay2';

/** Another name if the image is made otherwise: its tarball has another name then, too. */
function folderOf(version: Version, image: ImageName): string {
  return join(cache, `held-${version}-${basename(tarOf(image), '.tar')}`);
}

/** Keeps an image that was just imported. `data` is the engine's data root, on the cache's file system. */
export async function hold(data: string, version: Version, image: ImageName): Promise<void> {
  const target = folderOf(version, image);
  if (existsSync(target)) return;
  const id = repositories(data)[familyOf(catalog[image].tags[0])]?.[catalog[image].tags[0]]?.replace('sha256:', '');
  if (id === undefined) return;
  const content = readFileSync(join(data, STORE, 'imagedb/content/sha256', id), 'utf8');
  const { rootfs } = JSON.parse(content) as { rootfs: { diff_ids: readonly string[] } };
  const [chain = ''] = rootfs.diff_ids.map((diff) => diff.replace('sha256:', ''));
  const layer = readFileSync(join(data, STORE, 'layerdb/sha256', chain, 'cache-id'), 'utf8');
  const work = `${target}.tmp-${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  writeFileSync(join(work, 'content'), content);
  await must(['cp', '-a', join(data, STORE, 'layerdb/sha256', chain), join(work, 'layerdb')]);
  await must(['cp', '-al', join(data, 'overlay2', layer), join(work, 'overlay2')], { seconds: 120 });
  writeFileSync(join(work, 'held.json'), JSON.stringify({ id, chain, layer } satisfies Held));
  try {
    renameSync(work, target);
  } catch {
    // Another run was faster.
    rmSync(work, { recursive: true });
  }
}

/**
 * Puts images into a data root in which no daemon has run yet: as links, or on a disk of its own as copies. Returns those that
 * were there to be put; the others have to be imported.
 */
export async function place(
  data: string,
  version: Version,
  images: readonly ImageName[],
  how: 'link' | 'copy',
): Promise<readonly ImageName[]> {
  const placed = images.filter((image) => existsSync(folderOf(version, image)));
  if (placed.length === 0) return [];
  for (const folder of ['imagedb/content/sha256', 'layerdb/sha256']) {
    mkdirSync(join(data, STORE, folder), { recursive: true, mode: 0o700 });
  }
  mkdirSync(join(data, 'overlay2/l'), { recursive: true, mode: 0o710 });
  const names: Record<string, Record<string, string>> = {};
  for (const image of placed) {
    const folder = folderOf(version, image);
    const { id, chain, layer } = JSON.parse(readFileSync(join(folder, 'held.json'), 'utf8')) as Held;
    await must(['cp', '-a', join(folder, 'layerdb'), join(data, STORE, 'layerdb/sha256', chain)]);
    await must(['cp', how === 'link' ? '-al' : '-a', join(folder, 'overlay2'), join(data, 'overlay2', layer)], {
      seconds: 120,
    });
    const short = readFileSync(join(folder, 'overlay2/link'), 'utf8');
    await must(['ln', '-s', `../${layer}/diff`, join(data, 'overlay2/l', short)]);
    await must(['cp', join(folder, 'content'), join(data, STORE, 'imagedb/content/sha256', id)]);
    for (const tag of catalog[image].tags) (names[familyOf(tag)] ??= {})[tag] = `sha256:${id}`;
  }
  writeFileSync(join(data, STORE, 'repositories.json'), JSON.stringify({ Repositories: names }), { mode: 0o600 });
  return placed;
}

function repositories(data: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const file = join(data, STORE, 'repositories.json');
  if (!existsSync(file)) return {};
  const text = readFileSync(file, 'utf8');
  return (JSON.parse(text) as { Repositories: Record<string, Record<string, string>> }).Repositories;
}

/** A tag without what follows its colon. */
function familyOf(tag: string): string {
  return tag.slice(0, tag.lastIndexOf(':'));
}
