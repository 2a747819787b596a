import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';

import type { YamlList, YamlScalar, YamlValue } from '#core/model/change.ts';

import { newlineOf, spliced, type Edited } from '../splice.ts';

export type Path = readonly (string | number)[];

const ALIAS_LIMIT = 1000;

/** Sets a value, or adds the key with its missing parents. Comments, anchors, order and quoting of everything else stay. */
export function setValue(source: string, path: Path, value: YamlValue): Edited {
  const change = (document: Document): string | null => {
    const found = descend(document, path);
    if (found.rest.length > 0) return addKeys(source, found, value);
    if (isList(value)) return replaceByList(source, found.node, value);
    if (isScalar(found.node) && found.node.value !== null && typeof value !== 'object')
      return replaceScalar(source, found.node, value);
    return null;
  };
  return edit(source, change, (wanted) => {
    containerOf(wanted, path)[path.at(-1) ?? ''] = value;
  });
}

/** Appends a scalar to a sequence, which is made where it is missing. */
export function appendItem(source: string, path: Path, value: YamlScalar): Edited {
  const change = (document: Document): string | null => {
    const { node, rest, ...found } = descend(document, path);
    if (rest.length > 0) return addKeys(source, { node, rest, ...found }, [value], block);
    if (!isSeq(node)) return null;
    if (node.flow === true) return intoFlow(source, node, plain(value));
    const last = node.items.at(-1);
    const lastRange = rangeOf(last as Node | null);
    if (lastRange === null) return null;
    const indent = columnOf(source, dashBefore(source, lastRange[0]));
    return spliced(source, [below(source, endOfBlock(source, lastRange[1]), `${' '.repeat(indent)}- ${plain(value)}`)]);
  };
  return edit(source, change, (wanted) => {
    const container = containerOf(wanted, path);
    const key = path.at(-1) ?? '';
    container[key] = [...((container[key] as unknown[] | undefined) ?? []), value];
  });
}

/** Takes out a key with its value and its lines. A comment above it stays. */
export function removeKey(source: string, path: Path): Edited {
  const change = (document: Document): string | null => {
    const { node } = descend(document, path.slice(0, -1));
    if (!isMap(node) || node.flow === true) return null;
    const pair = pairOf(node, path.at(-1));
    const key = rangeOf((pair?.key ?? null) as Node | null);
    if (pair === undefined || key === null) return null;
    const end = rangeOf(pair.value as Node | null)?.[1] ?? key[1];
    const start = source.lastIndexOf('\n', key[0]) + 1;
    // A map must keep a key, or its parent would become null.
    if (node.items.length === 1 || source.slice(start, key[0]).trim() !== '') return null;
    return spliced(source, [{ start, end: afterLine(source, endOfBlock(source, end)), text: '' }]);
  };
  return edit(source, change, (wanted) => {
    delete containerOf(wanted, path)[path.at(-1) ?? ''];
  });
}

/** Takes an item out of a sequence of several, with its lines. */
export function removeItem(source: string, path: Path, at: number): Edited {
  const change = (document: Document): string | null => {
    const { node, rest } = descend(document, path);
    if (rest.length > 0 || !isSeq(node) || node.flow === true || node.items.length < 2) return null;
    const range = rangeOf((node.items[at] ?? null) as Node | null);
    if (range === null) return null;
    const start = source.lastIndexOf('\n', range[0]) + 1;
    return spliced(source, [{ start, end: afterLine(source, endOfBlock(source, range[1])), text: '' }]);
  };
  return edit(source, change, (wanted) => {
    (containerOf(wanted, path)[path.at(-1) ?? ''] as unknown[]).splice(at, 1);
  });
}

interface Read {
  readonly document: Document;
  readonly value: unknown;
}

/** Runs an edit, and believes it only if the result, read again, differs from before in what was asked for and in nothing else. */
export function edit(
  source: string,
  change: (document: Document) => string | null,
  expected: (value: unknown) => void,
): Edited {
  const before = read(source);
  if (before === null) return { ok: false, reason: 'not-parseable' };
  const text = change(before.document);
  const after = text === null ? null : read(text);
  // Through JSON, so that what aliases share comes apart: a change of an anchor would reach every user of it.
  const wanted: unknown = JSON.parse(JSON.stringify(before.value));
  expected(wanted);
  if (text === null || after === null || !isSame(after.value, wanted)) return { ok: false, reason: 'unsupported-form' };
  return { ok: true, text };
}

function read(source: string): Read | null {
  const document = parseDocument(source, { merge: true, logLevel: 'silent' });
  if (document.errors.length > 0) return null;
  try {
    return { document, value: document.toJS({ maxAliasCount: ALIAS_LIMIT }) };
  } catch {
    return null;
  }
}

export type Container = Record<string | number, unknown>;

/** The container of the last step of a path, made where it is missing. */
export function containerOf(value: unknown, path: Path): Container {
  let at = value as Container;
  for (const step of path.slice(0, -1)) at = (at[step] ??= {}) as Container;
  return at;
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && isSame((a as Container)[key], (b as Container)[key]))
  );
}

interface Place {
  /** The deepest node on the way that is there. */
  readonly node: Node | null | undefined;
  /** The pair whose value the node is; undefined at the top. */
  readonly pair: Pair | undefined;
  /** What of the path is still missing below it. */
  readonly rest: Path;
}

export function descend(document: Document, path: Path): Place {
  let node: Node | null | undefined = document.contents as Node | null;
  let pair: Pair | undefined;
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const next = pairOf(node, step);
      if (next === undefined) return { node, pair, rest: path.slice(depth) };
      pair = next;
      node = next.value as Node | null;
    } else if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
      node = node.items[step] as Node;
    } else return { node, pair, rest: path.slice(depth) };
  }
  return { node, pair, rest: [] };
}

export function pairOf(map: YAMLMap, key: unknown): Pair | undefined {
  return map.items.find((one) => isScalar(one.key) && one.key.value === key);
}

export function replaceScalar(source: string, node: Node, value: YamlScalar): string | null {
  const range = rangeOf(node);
  if (range === null || !isScalar(node)) return null;
  const type = node.type;
  if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED') return null;
  const text =
    type === 'QUOTE_DOUBLE'
      ? JSON.stringify(String(value))
      : type === 'QUOTE_SINGLE'
        ? `'${String(value).replaceAll("'", "''")}'`
        : plain(value);
  return spliced(source, [{ start: range[0], end: range[1], text }]);
}

/** A list or a word in place of a list or a word; a block list gives way to brackets on its first line. */
function replaceByList(source: string, node: Node | null | undefined, value: YamlList): string | null {
  const range = isSeq(node) || isScalar(node) ? rangeOf(node) : null;
  if (range === null) return null;
  const end = endOfBlock(source, range[1]);
  return spliced(source, [{ start: range[0], end, text: inBrackets(value) }]);
}

/** How the value of the last key of a path is written below it: lines without the first key. */
type Layout = (keys: Path, value: YamlValue, indent: number) => string;

/** Adds the missing keys of a path below the deepest map that is there. */
function addKeys(source: string, { node, pair, rest }: Place, value: YamlValue, layout: Layout = lines): string | null {
  if (rest.some((step) => typeof step === 'number')) return null;
  if (isMap(node) && node.flow !== true && node.items.length > 0) {
    const first = rangeOf(node.items[0]?.key as Node | null);
    const last = node.items.at(-1);
    const end = rangeOf((last?.value ?? last?.key ?? null) as Node | null);
    if (first === null || end === null) return null;
    return spliced(source, [
      below(source, endOfBlock(source, end[1]), layout(rest, value, columnOf(source, first[0]))),
    ]);
  }
  if (isMap(node)) {
    const entry = rest.toReversed().reduce<string>((inner, key, depth) => {
      const one = `${plain(String(key))}: ${inner}`;
      return depth === rest.length - 1 ? one : `{ ${one} }`;
    }, inFlow(value));
    return intoFlow(source, node, entry);
  }
  const key = rangeOf((pair?.key ?? null) as Node | null);
  if (key === null) return null;
  const indent = columnOf(source, key[0]) + 2;
  if (isAlias(node)) {
    // What the alias brought stays, as a merge; the new key stands beside it.
    const range = rangeOf(node);
    if (range === null) return null;
    const newline = newlineOf(source);
    const merged = `${newline}${' '.repeat(indent)}<<: ${source.slice(range[0], range[1])}${newline}${layout(rest, value, indent)}`;
    const start = source.slice(0, range[0]).trimEnd().length;
    return spliced(source, [{ start, end: range[1], text: merged }]);
  }
  const isNull = node === null || node === undefined || (isScalar(node) && node.value === null);
  if (!isNull) return null;
  const at = rangeOf(node)?.[1] ?? source.indexOf(':', key[1]) + 1;
  return spliced(source, [below(source, at, layout(rest, value, indent))]);
}

/** Keys one below the other, the value behind the last; a mapping goes on as a block. */
function lines(keys: Path, value: YamlValue, indent: number): string {
  const heads = keys.map((key, depth) => `${' '.repeat(indent + depth * 2)}${plain(String(key))}:`);
  const entries = typeof value === 'object' && !isList(value) ? Object.entries(value) : [];
  if (entries.length > 0) {
    const inner = indent + keys.length * 2;
    return [...heads, ...entries.map(([key, one]) => lines([key], one, inner))].join('\n');
  }
  heads[heads.length - 1] += ` ${inFlow(value)}`;
  return heads.join('\n');
}

/** A list below its key, one item a line. */
function block(keys: Path, value: YamlValue, indent: number): string {
  const heads = keys.map((key, depth) => `${' '.repeat(indent + depth * 2)}${plain(String(key))}:`);
  const inner = ' '.repeat(indent + keys.length * 2);
  return [...heads, ...(value as readonly YamlScalar[]).map((one) => `${inner}- ${plain(one)}`)].join('\n');
}

function inFlow(value: YamlValue): string {
  if (typeof value !== 'object') return plain(value);
  if (isList(value)) return inBrackets(value);
  const entries = Object.entries(value).map(([key, one]) => `${plain(key)}: ${inFlow(one)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function inBrackets(value: YamlList): string {
  return `[${value.map((one) => (typeof one === 'object' ? inFlow(one) : JSON.stringify(one))).join(', ')}]`;
}

function isList(value: YamlValue): value is YamlList {
  return Array.isArray(value);
}

/** One more entry into `[a, b]` or `{a: b}`. */
function intoFlow(source: string, node: Node, entry: string): string | null {
  const range = rangeOf(node);
  if (range === null) return null;
  const close = range[1] - 1;
  const inside = source.slice(range[0] + 1, close);
  const isEmpty = inside.trim() === '';
  const at = range[0] + 1 + inside.trimEnd().length;
  const comma = isEmpty ? '' : inside.trimEnd().endsWith(',') ? ' ' : ', ';
  return spliced(source, [{ start: at, end: at, text: comma + entry }]);
}

/** A new line under the one that holds `offset`. */
function below(source: string, offset: number, text: string): { start: number; end: number; text: string } {
  const newline = newlineOf(source);
  const lines = text.replaceAll('\n', newline);
  const at = afterLine(source, offset);
  const needsBreak = at === source.length && !source.endsWith('\n');
  return { start: at, end: at, text: needsBreak ? newline + lines : lines + newline };
}

/** Where the line after the one that holds `offset` begins; an offset at a line's very beginning belongs to the line before. */
function afterLine(source: string, offset: number): number {
  if (offset > 0 && source[offset - 1] === '\n') return offset;
  const newline = source.indexOf('\n', offset);
  return newline === -1 ? source.length : newline + 1;
}

/** The yaml library counts blank lines and comments behind a block to it: an addition goes before them. */
function endOfBlock(source: string, end: number): number {
  return source.slice(0, end).trimEnd().length;
}

function dashBefore(source: string, offset: number): number {
  return source.lastIndexOf('-', offset - 1);
}

function columnOf(source: string, offset: number): number {
  return offset - (source.lastIndexOf('\n', offset - 1) + 1);
}

export function rangeOf(node: Node | null | undefined): readonly [number, number, number] | null {
  return node?.range ?? null;
}

const BARE = /^(?!(?:true|false|yes|no|on|off|null|~|y|n)$)[A-Za-z_./$][\w./@$:+=,(){}-]*$/i;

/** The scalar on one line; quoted wherever YAML 1.1 or 1.2 could read it as something else. */
function plain(value: YamlScalar): string {
  if (typeof value !== 'string') return String(value);
  const isBare =
    BARE.test(value) && !/: |:$| #|^[{[]/.test(value) && !/[{}[\],]/.test(value.replace(/\$\{[^{}]*\}/g, ''));
  return isBare ? value : JSON.stringify(value);
}
