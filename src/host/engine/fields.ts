import { asObject, asText, type JsonObject } from '#core/parse/json.ts';

/** The texts of a list; whatever else is in it is left out, and null is an empty list, as Go writes it. */
export function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** Milliseconds since the epoch; undefined for Go's zero time, which the engine writes for "never". */
export function asTime(value: unknown): number | undefined {
  const text = asText(value);
  if (text === undefined || text === '' || text.startsWith('0001-')) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** A limit the engine writes as 0 or -1 where there is none. */
export function asLimit(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined;
}

/** Go writes durations in nanoseconds; 0 stands for the engine's default. */
export function asMilliseconds(value: unknown, usual: number): number {
  return typeof value === 'number' && value > 0 ? value / 1e6 : usual;
}

export function label(object: JsonObject | null, name: string): string | undefined {
  const value = asText(asObject(object?.['Labels'])?.[name]);
  return value === '' ? undefined : value;
}

export const PROJECT = 'com.docker.compose.project';
export const SERVICE = 'com.docker.compose.service';
