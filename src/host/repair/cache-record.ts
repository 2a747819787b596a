import type { CacheRecord } from '#core/model/probes/usage.ts';
import type { Text } from '#core/model/text.ts';

/** So many records are shown before any is dropped. */
export const LISTED = 8;

export function listed({ bytes, type, description }: CacheRecord): Text {
  return { en: `${size(bytes)} ${type} ${description}`, zh: `${size(bytes)} ${type} 缓存：${description}` };
}

export function size(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(0)} MB`;
}
