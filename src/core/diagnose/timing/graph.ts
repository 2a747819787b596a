import type { Clocked } from './collect.ts';

export interface Node {
  readonly step: Clocked;
  readonly seconds: number;
  readonly needs: readonly string[];
}

/**
 * Steps with what they wait for. Where the record does not tell: the one before in the same stage; the stage a FROM or a
 * `--from` names; the build context for COPY and ADD; and an export waits for all.
 */
export function graphOf(steps: readonly Clocked[]): readonly Node[] {
  const isRecorded = steps.some(({ inputs }) => inputs.length > 0);
  return steps.map((step, index) => ({
    step,
    seconds: step.seconds ?? 0,
    needs: isRecorded && !isLast(step) ? step.inputs : guessed(step, steps.slice(0, index)),
  }));
}

/** Exporting belongs to no Dockerfile: its vertex has no inputs in any record. */
function isLast({ event }: Clocked): boolean {
  return /^(?:exporting|writing image|naming to|unpacking to)/.test(event.name);
}

function guessed(step: Clocked, before: readonly Clocked[]): readonly string[] {
  const { name, stage, platform, target } = step.event;
  if (isLast(step)) return before.map(({ key }) => key);
  const isSame = ({ event }: Clocked): boolean =>
    event.stage === stage && event.platform === platform && event.target === target && event.index !== undefined;
  const found = step.event.index === undefined ? undefined : before.findLast(isSame);
  const own = found === undefined ? [] : [found];
  const from = /^(?:FROM\s+(?:--\S+\s+)*|(?:COPY|ADD|RUN)\s.{0,200}?--(?:mount=\S{0,200}?)?from=)([\w.-]+)/is.exec(
    name,
  )?.[1];
  const source = from === undefined ? undefined : before.findLast(({ event }) => event.stage === from);
  const isFromContext = /^(?:COPY|ADD)\s/i.test(name) && from === undefined;
  const context = isFromContext ? before.findLast(({ event }) => event.name.includes('load build context')) : undefined;
  const first = before.filter(({ event }) => /load build definition|load metadata/.test(event.name));
  const needs = [...own, ...(source === undefined ? [] : [source]), ...(context === undefined ? [] : [context])];
  return (needs.length > 0 ? needs : step.event.index === undefined ? [] : first).map(({ key }) => key);
}

/** The chain that took the longest, first step first. */
export function longestPath(nodes: readonly Node[]): readonly Node[] {
  const known = new Map(nodes.map((node) => [node.step.key, node]));
  const totals = new Map<string, number>();
  const before = new Map<string, string>();
  for (const node of inOrder(nodes, known)) {
    let most = 0;
    for (const need of node.needs) {
      const total = totals.get(need) ?? 0;
      if (total <= most) continue;
      most = total;
      before.set(node.step.key, need);
    }
    totals.set(node.step.key, most + node.seconds);
  }
  const [last] = [...totals].toSorted(([, a], [, b]) => b - a)[0] ?? [];
  const path: Node[] = [];
  for (let at = last; at !== undefined; at = before.get(at)) {
    const node = known.get(at);
    if (node !== undefined) path.unshift(node);
  }
  return path;
}

/** Every node after what it needs. A damaged record may run in a circle: there the order of the log stays. */
function inOrder(nodes: readonly Node[], known: ReadonlyMap<string, Node>): readonly Node[] {
  const ordered: Node[] = [];
  const seen = new Set<Node>();
  for (const root of nodes) {
    const stack: { node: Node; next: number }[] = seen.has(root) ? [] : [{ node: root, next: 0 }];
    seen.add(root);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const need = top.node.needs[top.next++];
      if (need === undefined) {
        ordered.push(top.node);
        stack.pop();
        continue;
      }
      const node = known.get(need);
      if (node === undefined || seen.has(node)) continue;
      seen.add(node);
      stack.push({ node, next: 0 });
    }
  }
  return ordered;
}

/** Seconds of the longest chain, if some steps took another time. */
export function lengthOf(nodes: readonly Node[], instead: ReadonlyMap<string, number> = new Map()): number {
  const changed = nodes.map((node) => ({ ...node, seconds: instead.get(node.step.key) ?? node.seconds }));
  return longestPath(changed).reduce((sum, { seconds }) => sum + seconds, 0);
}
