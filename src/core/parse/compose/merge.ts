/** A value of a Compose file, without prototypes: names in it are data. */
export type ComposeValue = string | number | boolean | null | Tagged | ComposeList | ComposeMap;
export type ComposeList = readonly ComposeValue[];
export interface ComposeMap {
  readonly [key: string]: ComposeValue;
}

/** `!reset` takes what was there away, `!override` replaces instead of merging. */
export class Tagged {
  readonly kind: 'reset' | 'override';
  readonly value: ComposeValue;

  constructor(kind: 'reset' | 'override', value: ComposeValue) {
    this.kind = kind;
    this.value = value;
  }
}

export function asMap(value: ComposeValue | undefined): ComposeMap {
  return isMap(value) ? value : {};
}

export function asList(value: ComposeValue | undefined): ComposeList {
  return Array.isArray(value) ? (value as ComposeList) : [];
}

export function isMap(value: ComposeValue | undefined): value is ComposeMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Tagged);
}

/** A map without a prototype, so that `__proto__` is a name like any other. */
export function newMap(entries: Iterable<readonly [string, ComposeValue]> = []): Record<string, ComposeValue> {
  const map = Object.create(null) as Record<string, ComposeValue>;
  for (const [key, value] of entries) map[key] = value;
  return map;
}

/** Merges that are not "maps by key, lists one after the other" (compose-go `override/merge.go`, `uncity.go`). */
const REPLACED = new Set(['command', 'entrypoint', 'test']);
const KEYED: Readonly<Record<string, (entry: ComposeMap) => string>> = {
  volumes: (entry) => String(entry['target']),
  ports: (entry) => ['host_ip', 'published', 'target', 'protocol'].map((part) => String(entry[part] ?? '')).join(' '),
};
const MAX_DEPTH = 40;

/** One map over another, both with all short syntaxes already written out. */
export function mergeMaps(base: ComposeMap, over: ComposeMap, depth = 0): ComposeMap {
  const merged = newMap(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    if (value instanceof Tagged) {
      if (value.kind === 'reset') delete merged[key];
      else merged[key] = value.value;
    } else merged[key] = key in merged ? mergeValues(key, merged[key] ?? null, value, depth + 1) : value;
  }
  return merged;
}

function mergeValues(key: string, base: ComposeValue, over: ComposeValue, depth: number): ComposeValue {
  if (REPLACED.has(key) || depth > MAX_DEPTH) return over;
  if (isMap(base) && isMap(over)) return mergeMaps(base, over, depth);
  if (!Array.isArray(base) || !Array.isArray(over)) return over === null && isMap(base) ? base : over;
  const both = [...(base as ComposeList), ...(over as ComposeList)];
  const keyOf = KEYED[key];
  if (keyOf === undefined) return both;
  const byKey = new Map(both.map((entry) => [isMap(entry) ? keyOf(entry) : JSON.stringify(entry), entry]));
  return [...byKey.values()];
}

/** A value read on its own, with no base under it: resets are gone, overrides are what they say. */
export function withoutTags(value: ComposeValue, depth = 0): ComposeValue {
  if (value instanceof Tagged) return value.kind === 'reset' ? null : withoutTags(value.value, depth + 1);
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) return (value as ComposeList).map((entry) => withoutTags(entry, depth + 1));
  if (!isMap(value)) return value;
  const kept = Object.entries(value).filter(([, entry]) => !(entry instanceof Tagged && entry.kind === 'reset'));
  return newMap(kept.map(([key, entry]) => [key, withoutTags(entry, depth + 1)]));
}
