import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml';

export interface ComposeFile {
  readonly path: string;
  readonly text: string;
}

/** Where a key stands, and how many of its parts were found. */
export interface KeyPlace {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly depth: number;
}

/** Finds keys of the Compose model in the files it was read from. A later file wins, as it does for Compose. */
export function composePlaces(files: readonly ComposeFile[]): (key: readonly string[]) => KeyPlace | undefined {
  const read = files.map(({ path, text }) => {
    const lines = new LineCounter();
    return { path, lines, document: parseDocument(text, { lineCounter: lines, logLevel: 'silent' }) };
  });
  return (key) => {
    let best: KeyPlace | undefined;
    for (const { path, lines, document } of read) {
      const { offset, depth } = walk(document, key);
      if (depth === 0 || depth < (best?.depth ?? 0)) continue;
      best = { file: path, line: lines.linePos(offset).line, depth };
    }
    return best;
  };
}

function walk(document: Document, key: readonly string[]): { offset: number; depth: number } {
  let node: unknown = document.contents;
  let offset = 0;
  let depth = 0;
  for (const part of key) {
    const found = step(resolved(node, document), part, document);
    if (found === undefined) break;
    node = found.value;
    offset = found.offset;
    depth++;
  }
  return { offset, depth };
}

function step(node: unknown, part: string, document: Document): { value: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pairs = node.items as Pair<Node, Node | null>[];
    const own = pairs.find(({ key }) => isScalar(key) && String(key.value) === part);
    if (own !== undefined) return { value: own.value, offset: own.key.range?.[0] ?? 0 };
    for (const { key, value } of pairs) {
      if (!isScalar(key) || key.value !== '<<') continue;
      const merged = resolved(value, document);
      for (const source of isSeq(merged) ? merged.items : [merged]) {
        const found = step(resolved(source, document), part, document);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }
  if (!isSeq(node)) return undefined;
  const items = node.items as Node[];
  const item = /^\d{1,4}$/.test(part) ? items[Number(part)] : undefined;
  const found = item ?? items.find((one) => speaksOf(resolved(one, document), part));
  return found === undefined ? undefined : { value: found, offset: found.range?.[0] ?? 0 };
}

/** An entry of a list: `NAME=value`, `8080:80`, `./data:/data`, or a mapping with such a value. */
function speaksOf(node: unknown, part: string): boolean {
  if (isScalar(node)) return String(node.value).split(/[=:]/).includes(part);
  return isMap(node) && node.items.some(({ value }) => isScalar(value) && String(value.value) === part);
}

function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}
