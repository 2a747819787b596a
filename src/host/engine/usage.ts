import type { CacheRecord, EngineUsage, UsageRow } from '#core/model/probes/usage.ts';
import { asNumber, asObject, asObjects, asText, type JsonObject } from '#core/parse/json.ts';
import { mask } from '#core/redact.ts';

import { asTexts, asTime } from './fields.ts';

/** An answer of `GET /system/df`: sums since API 1.52, before that lists which the client sums up itself. */
export function toUsage(df: JsonObject): EngineUsage {
  const images = asObjects(df['Images']);
  const containers = asObjects(df['Containers']);
  const volumes = asObjects(df['Volumes']).map((volume) => asObject(volume['UsageData']) ?? {});
  const cache = toCache(df);
  const layers = sizeOf(df, 'LayersSize');
  return {
    images: sumOf(df, ['ImageUsage', 'ImagesUsage']) ?? {
      count: images.length,
      active: images.filter((image) => sizeOf(image, 'Containers') > 0).length,
      bytes: layers,
      // docker/cli cli/command/formatter/disk_usage.go: all layers, less what images in use hold.
      reclaimable: Math.max(
        0,
        layers -
          total(
            images.filter((image) => sizeOf(image, 'Containers') > 0),
            ownSize,
          ),
      ),
    },
    containers:
      sumOf(df, ['ContainerUsage', 'ContainersUsage']) ?? rowOf(containers, isLive, (it) => sizeOf(it, 'SizeRw')),
    volumes: sumOf(df, ['VolumeUsage', 'VolumesUsage']) ?? rowOf(volumes, isUsed, (it) => sizeOf(it, 'Size')),
    buildCache: sumOf(df, ['BuildCacheUsage']) ?? {
      count: cache.length,
      active: cache.filter(({ inUse }) => inUse).length,
      bytes: total(
        cache.filter(({ shared }) => !shared),
        ({ bytes }) => bytes,
      ),
      reclaimable: total(
        cache.filter(({ shared, inUse }) => !shared && !inUse),
        ({ bytes }) => bytes,
      ),
    },
  };
}

/** The build cache's records of the same answer, as asked with `verbose=1` since API 1.52. */
export function toCache(df: JsonObject): readonly CacheRecord[] {
  const items = asObject(df['BuildCacheUsage'])?.['Items'] ?? df['BuildCache'];
  return asObjects(items).map((record) => {
    const lastUsed = asTime(record['LastUsedAt']);
    return {
      id: asText(record['ID']) ?? '',
      type: asText(record['Type']) ?? '',
      description: mask(asText(record['Description']) ?? ''),
      bytes: sizeOf(record, 'Size'),
      inUse: record['InUse'] === true,
      shared: record['Shared'] === true,
      ...(lastUsed !== undefined && { lastUsed }),
    };
  });
}

function sumOf(df: JsonObject, names: readonly string[]): UsageRow | undefined {
  const row = names.map((name) => asObject(df[name])).find((row) => row !== null);
  if (row === undefined || row === null) return undefined;
  return {
    count: sizeOf(row, 'TotalCount'),
    active: sizeOf(row, 'ActiveCount'),
    bytes: sizeOf(row, 'TotalSize'),
    reclaimable: sizeOf(row, 'Reclaimable'),
  };
}

function rowOf(
  items: readonly JsonObject[],
  isActive: (item: JsonObject) => boolean,
  size: (item: JsonObject) => number,
): UsageRow {
  return {
    count: items.length,
    active: items.filter(isActive).length,
    bytes: total(items, size),
    reclaimable: total(
      items.filter((item) => !isActive(item)),
      size,
    ),
  };
}

function isLive(container: JsonObject): boolean {
  return ['running', 'paused', 'restarting'].some((state) => asTexts([container['State']]).includes(state));
}

function isUsed(volume: JsonObject): boolean {
  return sizeOf(volume, 'RefCount') > 0;
}

/** An image's share of the layers, without what it has in common with others. */
function ownSize(image: JsonObject): number {
  return sizeOf(image, 'Size') - sizeOf(image, 'SharedSize');
}

/** The engine writes -1 for what it did not compute. */
function sizeOf(object: JsonObject, name: string): number {
  return Math.max(0, asNumber(object[name]) ?? 0);
}

function total<T>(items: readonly T[], size: (item: T) => number): number {
  return items.reduce((sum, item) => sum + size(item), 0);
}
