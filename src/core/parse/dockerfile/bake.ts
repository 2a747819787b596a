/** A target of a bake file, as far as it names its build. */
export interface BakeTarget {
  readonly name: string;
  readonly context?: string;
  readonly dockerfile?: string;
  /** Names an `output`, or a cache-only one on purpose. */
  readonly hasOutput?: true;
  readonly platforms?: readonly string[];
}

/** `docker-bake.json`: targets with what they inherit. */
export function parseBakeJson(text: string): readonly BakeTarget[] {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return [];
  }
  const targets = asRecord(asRecord(root)['target']);
  const of = (name: string, seen: readonly string[]): Omit<BakeTarget, 'name'> => {
    if (seen.includes(name)) return {};
    const target = asRecord(targets[name]);
    const parents = Array.isArray(target['inherits']) ? target['inherits'].map(String) : [];
    return Object.assign({}, ...parents.map((one) => of(one, [...seen, name])), texts(target)) as Omit<
      BakeTarget,
      'name'
    >;
  };
  return Object.keys(targets).map((name) => ({ name, ...of(name, []) }));
}

function texts(target: Record<string, unknown>): Omit<BakeTarget, 'name'> {
  const { context, dockerfile, output, platforms } = target;
  return {
    ...(typeof context === 'string' && { context }),
    ...(typeof dockerfile === 'string' && { dockerfile }),
    ...(output !== undefined && { hasOutput: true as const }),
    ...(Array.isArray(platforms) && { platforms: platforms.map(String) }),
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/**
 * `docker-bake.hcl`, best effort: `target "x" { … }` with `context` and `dockerfile` as plain strings on lines of their own, and `platforms`
 * as a list on one.
 * What is inherited, computed or interpolated is left out: the target is then not named here.
 */
export function parseBakeHcl(text: string): readonly BakeTarget[] {
  const found: BakeTarget[] = [];
  let target: { -readonly [K in keyof BakeTarget]: BakeTarget[K] } | null = null;
  let isPlain = true;
  let depth = 0;
  for (const line of text.split('\n')) {
    const opened = /^\s*target\s+"([^"]+)"\s*\{/.exec(line);
    if (opened !== null && depth === 0) {
      target = { name: opened[1] as string };
      isPlain = true;
    }
    const set = depth === 1 ? /^\s*(context|dockerfile|inherits|matrix)\s*=\s*(.*)$/.exec(line) : null;
    if (set !== null && target !== null) {
      const value = /^"([^"$\\]*)"\s*(?:#.*|\/\/.*)?$/.exec((set[2] as string).trim())?.[1];
      if (value === undefined || set[1] === 'inherits' || set[1] === 'matrix') isPlain = false;
      else target[set[1] as 'context' | 'dockerfile'] = value;
    }
    if (depth === 1 && target !== null) Object.assign(target, outputAndPlatforms(line));
    for (const char of line) depth += char === '{' ? 1 : char === '}' ? -1 : 0;
    if (depth <= 0 && target !== null) {
      if (isPlain) found.push(target);
      target = null;
      depth = 0;
    }
  }
  return found;
}

function outputAndPlatforms(line: string): Pick<BakeTarget, 'hasOutput' | 'platforms'> {
  if (/^\s*output\s*=/.test(line)) return { hasOutput: true };
  const list = /^\s*platforms\s*=\s*\[([^\]$]{0,500})\]/.exec(line)?.[1];
  return list === undefined ? {} : { platforms: [...list.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name) };
}
