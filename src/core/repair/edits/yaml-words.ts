import { isMap, isScalar, isSeq, type Document, type Node } from 'yaml';

import { spliced, type Edited, type Splice } from '../splice.ts';
import { containerOf, descend, edit, pairOf, rangeOf, type Path } from './yaml.ts';

/** Gives a key another name; its value and its place stay. In a list of words the item of that text is one. */
export function renameKey(source: string, path: Path, name: string): Edited {
  const last = path.at(-1) ?? '';
  const change = (document: Document): string | null => {
    const { node, rest } = descend(document, path.slice(0, -1));
    if (rest.length > 0) return null;
    const range = rangeOf(isMap(node) ? (pairOf(node, last)?.key as Node | undefined) : itemOf(node, last));
    if (range === null || (isMap(node) && pairOf(node, name) !== undefined)) return null;
    return spliced(source, [{ start: range[0], end: range[1], text: name }]);
  };
  return edit(source, change, (wanted) => {
    const container = containerOf(wanted, path);
    if (Array.isArray(container)) {
      container[container.indexOf(last)] = name;
      return;
    }
    container[name] = container[last];
    delete container[last];
  });
}

function itemOf(node: unknown, text: unknown): Node | undefined {
  const found = isSeq(node) ? node.items.filter((item) => isScalar(item) && item.value === text) : [];
  return found.length === 1 ? (found[0] as Node) : undefined;
}

const ANY = '[]';
/**
 * What Compose reads as itself or as a variable: `$$`, `$NAME`, `${NAME}` and its forms with a default, whose own braces may nest once
 * (compose-spec/compose-go, template/template.go).
 */
const VARIABLE = /\$\$|\$[A-Za-z_]\w*|\$\{[A-Za-z_]\w*(?:(?::?[-?+])(?:[^{}]|\{[^{}]*\})*)?\}|\$/g;

/** Doubles every `$` that begins no variable, in the value of a path and all below it. */
export function escapeDollars(source: string, path: Path): Edited {
  const change = (document: Document): string => {
    const splices = scalarsAt(document, path).flatMap((node): readonly Splice[] => {
      const range = rangeOf(node);
      if (range === null) return [];
      const [start, end] = range;
      return [...source.slice(start, end).matchAll(VARIABLE)]
        .filter(([word]) => word === '$')
        .map(({ index }) => ({ start: start + index, end: start + index, text: '$' }));
    });
    return spliced(source, splices);
  };
  return edit(source, change, (wanted) => {
    escapeBelow(wanted, path);
  });
}

function escaped(text: string): string {
  return text.replace(VARIABLE, (word) => (word === '$' ? '$$' : word));
}

function scalarsAt(document: Document, path: Path): readonly Node[] {
  const star = path.indexOf(ANY);
  const { node, rest } = descend(document, star === -1 ? path : path.slice(0, star));
  return rest.length > 0 ? [] : scalarsBelow(node);
}

function scalarsBelow(node: unknown): readonly Node[] {
  if (isScalar(node)) return typeof node.value === 'string' ? [node] : [];
  if (isSeq(node)) return node.items.flatMap(scalarsBelow);
  return isMap(node) ? node.items.flatMap(({ value }) => scalarsBelow(value)) : [];
}

function escapeBelow(wanted: unknown, path: Path): void {
  const star = path.indexOf(ANY);
  const whole = star === -1 ? path : path.slice(0, star);
  const container = containerOf(wanted, whole);
  const key = whole.at(-1) ?? '';
  container[key] = mapped(container[key]);
}

function mapped(value: unknown): unknown {
  if (typeof value === 'string') return escaped(value);
  if (Array.isArray(value)) return value.map(mapped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapped(inner)]));
}
