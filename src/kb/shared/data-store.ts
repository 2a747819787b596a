import type { EngineVolume } from '#core/model/probes/engine.ts';
import type { ProjectCompose, ProjectMount, ProjectService } from '#core/model/probes/project.ts';

const STORES = /^\/var\/lib\/(?:postgresql|mysql|mongodb|rabbitmq)\b|^\/data\b|^\/bitnami\b/;

/** Where a data service keeps its data: the mounts over its usual folders. */
export function storesOf({ volumes = [] }: ProjectService): readonly ProjectMount[] {
  return volumes.filter(({ target, type }) => STORES.test(target) && type !== 'tmpfs');
}

/** A data service that starts with an empty store reads its passwords. Undefined where nobody could look. */
export function storeIsNew(
  service: ProjectService,
  compose: ProjectCompose | undefined,
  volumes: readonly EngineVolume[] | undefined,
): boolean | undefined {
  const stores = storesOf(service);
  if (stores.length === 0) return true;
  const state = ({ type, source = '', found }: ProjectMount): boolean | undefined => {
    // A folder that is there can be empty.
    if (type === 'bind') return found === 'nothing' ? true : undefined;
    if (volumes === undefined || compose === undefined) return undefined;
    return engineVolumeOf(source, compose, volumes) === undefined;
  };
  if (stores.some((store) => state(store) === false)) return false;
  return stores.every((store) => state(store) === true) ? true : undefined;
}

/** The engine's volume behind a key of the Compose file. */
export function engineVolumeOf(
  source: string,
  compose: ProjectCompose,
  volumes: readonly EngineVolume[],
): EngineVolume | undefined {
  const name = compose.volumes.find(({ key }) => key === source)?.name ?? source;
  return volumes.find((one) => one.name === name);
}
