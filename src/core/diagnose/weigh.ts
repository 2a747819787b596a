import { STAGES, type Role, type Strength } from '../model/condition.ts';
import type { EvidenceItem, Hanging, Verdict } from '../model/diagnosis.ts';
import type { Text } from '../model/text.ts';
import { allows, blames, chainOf, hangingOf, independenceOf, isDeeper, type Chain, type Stack } from './cascade.ts';
import type { Match, Scope } from './match.ts';

/** A match with the answers of its probes. */
export interface Weighed {
  readonly match: Match;
  readonly verdict: Verdict;
  readonly confidence: number;
  readonly evidence: readonly EvidenceItem[];
  readonly answers: Readonly<Record<string, unknown>>;
}

export interface Consequence {
  readonly weighed: Weighed;
  readonly because: string;
  readonly hangs?: Hanging;
}

export interface Alternative extends Weighed {
  readonly independent?: Text;
}

export interface Ranking {
  readonly root: Weighed | null;
  readonly alternatives: readonly Alternative[];
  readonly consequences: readonly Consequence[];
  readonly warnings: readonly Weighed[];
}

const ROLES: readonly Role[] = ['cause', 'generic', 'symptom', 'warning'];
const SCOPES: readonly Scope[] = ['failure', 'trouble', 'around'];
const STRENGTHS: readonly Strength[] = ['states', 'implies', 'hints'];

const BASE: Record<Strength, number> = { states: 0.95, implies: 0.8, hints: 0.5 };

type Certainty = Pick<Weighed, 'verdict' | 'confidence'>;

/** By a probe. */
export const CONFIRMED: Certainty = { verdict: 'confirmed', confidence: 0.98 };
export const REFUTED: Certainty = { verdict: 'refuted', confidence: 0.05 };

export function verdictOf(strength: Strength, evidence: readonly EvidenceItem[]): Certainty {
  const probes = evidence.filter(({ from }) => from !== 'log');
  if (probes.some(({ says }) => says === 'against')) return REFUTED;
  if (probes.some(({ says }) => says === 'for')) return CONFIRMED;
  return { verdict: strength === 'states' ? 'confirmed' : 'suspected', confidence: BASE[strength] };
}

/**
 * One root; what it brought about; what else it could be.
 * A condition is a consequence if it yields to another one that was found, if it says that it could not reach a service in
 * trouble, or if it is a symptom beside a cause. With a `stack` the links between its services decide too (see cascade.ts).
 */
export function weigh(all: readonly Weighed[], stack: Stack | null = null): Ranking {
  const warnings = all.filter(({ match }) => match.condition.role === 'warning');
  const alive = all.filter(({ match, verdict }) => match.condition.role !== 'warning' && verdict !== 'refuted');
  const refuted = all.filter(({ match, verdict }) => match.condition.role !== 'warning' && verdict === 'refuted');
  const ordered = alive.toSorted(byWeight);
  const matches = alive.map(({ match }) => match);
  const chain = stack === null ? null : chainOf(stack, matches);
  const causes = withoutCircles(causesOf(ordered, chain));
  const free = ordered.filter((weighed) => !causes.has(weighed));
  // Everything yields to everything in a circle: fall back to plain order.
  const root = deepest(free, chain) ?? ordered[0] ?? null;
  if (root === null) return { root, alternatives: refuted, consequences: [], warnings };
  const consequences: Consequence[] = [];
  const alternatives: Alternative[] = [];
  for (const weighed of ordered) {
    if (weighed === root) continue;
    const consequence = asConsequence(weighed, root, { causes, free, chain });
    if (consequence !== null) consequences.push(consequence);
    else alternatives.push({ ...weighed, ...standingAlone(weighed, root, chain) });
  }
  return { root, alternatives: [...alternatives, ...refuted], consequences, warnings };
}

/** What each finding is the effect of, as the knowledge base or the finding's own words say. */
function causesOf(ordered: readonly Weighed[], chain: Chain | null): ReadonlyMap<Weighed, Weighed> {
  const causes = new Map<Weighed, Weighed>();
  for (const effect of ordered) {
    const others = ordered.filter((other) => other !== effect);
    const cause =
      others.find(
        (other) =>
          yieldsTo(effect, other) &&
          !yieldsTo(other, effect) &&
          (chain === null || allows(chain, effect.match, other.match)),
      ) ?? (chain === null ? undefined : others.find((other) => blames(chain, effect.match, other.match)));
    if (cause !== undefined) causes.set(effect, cause);
  }
  return causes;
}

/** Of findings that blame each other in a circle the first one is left to stand for itself. */
function withoutCircles(causes: ReadonlyMap<Weighed, Weighed>): ReadonlyMap<Weighed, Weighed> {
  const kept = new Map(causes);
  for (const start of causes.keys()) {
    const seen = new Set<Weighed>();
    for (let at = kept.get(start); at !== undefined && !seen.has(at); at = kept.get(at)) {
      if (at === start) kept.delete(start);
      seen.add(at);
    }
  }
  return kept;
}

/** The weightiest one, or a fault as well founded in a service that it needs. */
function deepest(free: readonly Weighed[], chain: Chain | null): Weighed | undefined {
  let root = free[0];
  if (chain === null || root === undefined) return root;
  // A way down is taken once for each finding at most: a circle has no deeper end.
  for (let turns = free.length; turns > 0; turns--) {
    const above: Weighed = root;
    const below = free.find((other) => isAsFounded(other, above) && isDeeper(chain, other.match, above.match));
    if (below === undefined) return root;
    root = below;
  }
  return root;
}

function isAsFounded(other: Weighed, above: Weighed): boolean {
  return other.confidence > BASE.hints && ROLES.indexOf(roleOf(other)) <= ROLES.indexOf(roleOf(above));
}

interface Among {
  readonly causes: ReadonlyMap<Weighed, Weighed>;
  /** Findings that are nobody's effect, weightiest first. */
  readonly free: readonly Weighed[];
  readonly chain: Chain | null;
}

/** As an effect of the root, or of another cause found beside it; null if it stands for itself. */
function asConsequence(weighed: Weighed, root: Weighed, { causes, free, chain }: Among): Consequence | null {
  const cause = causes.get(weighed);
  const isEffect = roleOf(weighed) === 'symptom' || (roleOf(weighed) === 'generic' && roleOf(root) === 'cause');
  if (cause === undefined && !isEffect) return null;
  if (chain === null) return { weighed, because: (cause ?? root).match.condition.id };
  const last = cause === undefined ? undefined : endOf(cause, causes);
  // A symptom only passes the fault on: what brought it about comes first.
  const found = [root, ...free.filter(({ match }) => isCause(match))];
  const candidates = last === undefined ? found : isCause(last.match) ? [last, ...found] : [...found, last];
  for (const candidate of candidates) {
    if (candidate === weighed) continue;
    const hangs = hangingOf(chain, weighed.match, candidate.match);
    if (hangs !== null && hangs !== undefined) return { weighed, because: candidate.match.condition.id, hangs };
  }
  if (last !== undefined) return { weighed, because: last.match.condition.id };
  // Where a service or its place is unknown nothing speaks against it; where both are known, no way leads there.
  return hangingOf(chain, weighed.match, root.match) === null ? null : { weighed, because: root.match.condition.id };
}

function endOf(start: Weighed, causes: ReadonlyMap<Weighed, Weighed>): Weighed {
  let end = start;
  for (let next = causes.get(end); next !== undefined; next = causes.get(end)) end = next;
  return end;
}

function isCause({ condition }: Match): boolean {
  return (condition.role ?? 'cause') === 'cause';
}

function standingAlone(weighed: Weighed, root: Weighed, chain: Chain | null): { readonly independent?: Text } {
  if (chain === null || weighed.confidence <= BASE.hints) return {};
  const isProven = weighed.verdict === 'confirmed' && isCause(weighed.match);
  const independent = independenceOf(chain, weighed.match, root.match, isProven);
  return independent === undefined ? {} : { independent };
}

/** A mere hint takes nothing over from a message that implies its cause, whatever that one yields to. */
function yieldsTo(effect: Weighed, cause: Weighed): boolean {
  if (cause.confidence <= BASE.hints && effect.confidence > BASE.hints) return false;
  return effect.match.condition.yieldsTo?.includes(cause.match.condition.id) === true;
}

function roleOf({ match }: Weighed): Role {
  return match.condition.role ?? 'cause';
}

/** Role and whether it is in the failure at all, then closeness, then proof, then depth (host before engine before build), then the later line. */
function byWeight(a: Weighed, b: Weighed): number {
  return (
    standing(a) - standing(b) ||
    rank(a) - rank(b) ||
    SCOPES.indexOf(a.match.scope) - SCOPES.indexOf(b.match.scope) ||
    b.confidence - a.confidence ||
    Number(isDeep(b)) - Number(isDeep(a)) ||
    b.match.event.line - a.match.event.line
  );
}

/** A cause seen only beside the failing step comes after what the step itself says in general, but before a mere symptom. */
function standing(weighed: Weighed): number {
  const role = ROLES.indexOf(roleOf(weighed));
  const isAside = weighed.match.scope === 'around' && roleOf(weighed) !== 'symptom';
  return isAside ? role + 1.5 : role;
}

/** Confirmed by a probe comes first; a mere hint comes last even if it is nearer. */
function rank({ match, confidence }: Weighed): number {
  if (confidence > BASE.states) return 0;
  return match.scope === 'around'
    ? 2 + STRENGTHS.indexOf(match.strength)
    : STRENGTHS.indexOf(match.strength) === 2
      ? 2
      : 1;
}

/** Host, engine and storage failures make everything above them look broken. */
function isDeep({ match }: Weighed): boolean {
  return STAGES.indexOf(match.condition.stage) <= STAGES.indexOf('storage');
}
