import type { EngineVolume } from '#core/model/probes/engine.ts';
import { asObject, asObjects, asText, type JsonObject } from '#core/parse/json.ts';

import { askEngine } from '../engine/ask.ts';
import { listContainers, nameOf } from '../engine/containers.ts';
import { asTime, label, PROJECT } from '../engine/fields.ts';
import type { Probe } from '../probe.ts';

const KEY = 'com.docker.compose.volume';

/** Volumes, when they were made, and who uses them. */
export const engineVolumes: Probe<'engine.volumes'> = (world) =>
  askEngine(world, 'docker volume ls', async (engine) => {
    const [listed, containers] = await Promise.all([engine.get('/volumes'), listContainers(engine)]);
    const users = usersOf(containers);
    return asObjects(asObject(listed)?.['Volumes']).map((volume) => toVolume(volume, users));
  });

function usersOf(containers: readonly JsonObject[]): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const container of containers) {
    for (const mount of asObjects(container['Mounts'])) {
      const name = asText(mount['Name']);
      if (mount['Type'] !== 'volume' || name === undefined) continue;
      users.set(name, [...(users.get(name) ?? []), nameOf(container)]);
    }
  }
  return users;
}

function toVolume(volume: JsonObject, users: ReadonlyMap<string, readonly string[]>): EngineVolume {
  const name = asText(volume['Name']) ?? '';
  const created = asTime(volume['CreatedAt']);
  const project = label(volume, PROJECT);
  const key = label(volume, KEY);
  return {
    name,
    driver: asText(volume['Driver']) ?? '',
    ...(created !== undefined && { created }),
    mountpoint: asText(volume['Mountpoint']) ?? '',
    ...(project !== undefined && { project }),
    ...(key !== undefined && { key }),
    usedBy: users.get(name) ?? [],
  };
}
