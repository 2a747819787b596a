import {
  isAlias,
  isMap as isMapNode,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Node,
  type Pair,
} from 'yaml';

import { interpolate, type Lookup, type VariableUse } from '#core/parse/compose/interpolation.ts';
import { isMap, newMap, Tagged, type ComposeMap, type ComposeValue } from '#core/parse/compose/merge.ts';

export interface PlacedUse extends VariableUse {
  /** Where in the model: `['services', 'app', 'image']`; a place in a list is its number. */
  readonly key: readonly string[];
  readonly line: number;
}

export interface ComposeDocument {
  /** Each document of the file, interpolated. */
  readonly roots: readonly ComposeMap[];
  readonly uses: readonly PlacedUse[];
  /** Lines of `${` that is no variable. */
  readonly invalid: readonly number[];
  /** Line (1-based) of each service's name. */
  readonly serviceLines: ReadonlyMap<string, number>;
}

export type ReadDocument =
  | { readonly ok: true; readonly document: ComposeDocument }
  | { readonly ok: false; readonly line: number; readonly code: string };

/** Nodes of a file after its aliases are written out. A stack has thousands; an alias bomb has billions. */
const MAX_NODES = 200_000;

/** It is YAML, and no Compose file: a text, a list. */
export const NO_MAP = 'NO_MAP';

/** Reads a Compose file and interpolates its values. Never says what a value is: only lines and codes leave on failure. */
export function readDocument(source: string, lookup: Lookup): ReadDocument {
  const lines = new LineCounter();
  const documents = parseAllDocuments(source, {
    lineCounter: lines,
    prettyErrors: false,
  });
  const lineOf = (node: { range?: readonly number[] | null | undefined }): number =>
    lines.linePos(node.range?.[0] ?? 0).line;
  const all = Array.isArray(documents) ? documents : [];
  const broken = all.flatMap(({ errors }) => errors)[0];
  if (broken !== undefined) return { ok: false, line: lines.linePos(broken.pos[0]).line, code: broken.code };
  const walker = new Walker(source, lookup, lineOf);
  const roots: ComposeMap[] = [];
  for (const { contents } of all) {
    if (contents === null) continue;
    const { value, size } = walker.walk(contents as Node, []);
    if (size > MAX_NODES || walker.isCyclic) return { ok: false, line: lineOf(contents), code: 'EXCESSIVE_ALIASING' };
    if (!isMap(value)) return { ok: false, line: lineOf(contents), code: NO_MAP };
    roots.push(value);
    walker.noteServices(contents as Node);
  }
  const { uses, invalid, serviceLines } = walker;
  return { ok: true, document: { roots, uses, invalid, serviceLines } };
}

interface Walked {
  readonly value: ComposeValue;
  /** Nodes in it, aliases written out. */
  readonly size: number;
}

const LEAF: Walked = { value: null, size: 1 };

class Walker {
  readonly uses: PlacedUse[] = [];
  readonly invalid: number[] = [];
  readonly serviceLines = new Map<string, number>();
  isCyclic = false;
  readonly #source: string;
  readonly #lookup: Lookup;
  readonly #lineOf: (node: Node) => number;
  /** By anchor as the walk meets it: an alias means the last anchor of its name. Null while it is being read. */
  readonly #anchors = new Map<string, Walked | null>();

  constructor(
    source: string,
    lookup: Lookup,
    lineOf: (node: { range?: readonly number[] | null | undefined }) => number,
  ) {
    this.#source = source;
    this.#lookup = lookup;
    this.#lineOf = lineOf;
  }

  walk(node: Node | null, key: readonly string[]): Walked {
    if (node === null) return LEAF;
    if (isAlias(node)) {
      const known = this.#anchors.get(node.source);
      if (known === null) this.isCyclic = true;
      return known ?? LEAF;
    }
    const anchor = (node as { anchor?: string }).anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, null);
    const walked = this.#tagged(node, this.#content(node, key));
    if (anchor !== undefined) this.#anchors.set(anchor, walked);
    return walked;
  }

  noteServices(root: Node): void {
    if (!isMapNode(root)) return;
    const services = root.get('services', true) as unknown;
    if (!isMapNode(services)) return;
    for (const { key } of services.items) {
      if (isScalar(key)) this.serviceLines.set(String(key.value), this.#lineOf(key));
    }
  }

  #tagged(node: Node, walked: Walked): Walked {
    if (node.tag !== '!reset' && node.tag !== '!override') return walked;
    const kind = node.tag === '!reset' ? 'reset' : 'override';
    return { value: new Tagged(kind, walked.value), size: walked.size };
  }

  #content(node: Node, key: readonly string[]): Walked {
    if (isMapNode(node)) return this.#map(node.items, key);
    if (isSeq(node)) {
      const entries = node.items.map((item, i) => this.walk(item as Node | null, [...key, String(i)]));
      return { value: entries.map(({ value }) => value), size: total(entries) };
    }
    if (!isScalar(node)) return LEAF;
    const { value } = node;
    if (typeof value === 'string') return { value: this.#interpolated(value, node, key), size: 1 };
    if (typeof value === 'number') return { value: numberOf(value, node.source), size: 1 };
    return { value: typeof value === 'boolean' ? value : value === null ? null : String(value), size: 1 };
  }

  #map(items: readonly Pair[], above: readonly string[]): Walked {
    const own: [string, ComposeValue][] = [];
    const merged: [string, ComposeValue][] = [];
    let size = 1;
    for (const { key, value } of items) {
      const name = isScalar(key) ? String(key.value) : '';
      const walked = this.walk(value as Node | null, [...above, name]);
      size += walked.size;
      if (name !== '<<') own.push([name, walked.value]);
      // The first of several merged maps wins, and the map's own keys win over all of them.
      else for (const source of mergeSources(walked.value)) merged.push(...Object.entries(source));
    }
    return { value: newMap([...merged, ...own]), size };
  }

  #interpolated(text: string, node: Node, key: readonly string[]): string {
    if (!text.includes('$')) return text;
    return interpolate(text, this.#lookup, {
      onUse: (use) => this.uses.push({ ...use, key, line: this.#lineWithin(node, use.name) }),
      onInvalid: () => this.invalid.push(this.#lineOf(node)),
    });
  }

  /** A block of text has many lines: the one on which the variable stands. */
  #lineWithin(node: Node, name: string): number {
    const [start = 0, end = 0] = node.range ?? [];
    const raw = this.#source.slice(start, end);
    const at = Math.max(raw.indexOf(`\${${name}`), raw.indexOf(`$${name}`));
    const before = at === -1 ? '' : raw.slice(0, at);
    return this.#lineOf(node) + before.split('\n').length - 1;
  }
}

function mergeSources(value: ComposeValue): readonly ComposeMap[] {
  const sources = Array.isArray(value) ? (value as ComposeValue[]).toReversed() : [value];
  return sources.filter(isMap);
}

function total(parts: readonly Walked[]): number {
  return parts.reduce((sum, { size }) => sum + size, 1);
}

/** Compose's YAML reads `0644` as octal. */
function numberOf(value: number, source: string | undefined): ComposeValue {
  if (source !== undefined && /^0[0-7]+$/.test(source)) return Number.parseInt(source, 8);
  return value;
}
