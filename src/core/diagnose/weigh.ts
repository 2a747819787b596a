import { STAGES, type Role, type Strength } from '../model/condition.ts';
import type { EvidenceItem, Verdict } from '../model/diagnosis.ts';
import type { Match, Scope } from './match.ts';

/** A match with the answers of its probes. */
export interface Weighed {
  readonly match: Match;
  readonly verdict: Verdict;
  readonly confidence: number;
  readonly evidence: readonly EvidenceItem[];
  readonly answers: Readonly<Record<string, unknown>>;
}

export interface Ranking {
  readonly root: Weighed | null;
  readonly alternatives: readonly Weighed[];
  readonly consequences: readonly { readonly weighed: Weighed; readonly because: string }[];
  readonly warnings: readonly Weighed[];
}

const ROLES: readonly Role[] = ['cause', 'generic', 'symptom', 'warning'];
const SCOPES: readonly Scope[] = ['failure', 'trouble', 'around'];
const STRENGTHS: readonly Strength[] = ['states', 'implies', 'hints'];

const BASE: Record<Strength, number> = { states: 0.95, implies: 0.8, hints: 0.5 };

export function verdictOf(
  strength: Strength,
  evidence: readonly EvidenceItem[],
): { verdict: Verdict; confidence: number } {
  const probes = evidence.filter(({ from }) => from !== 'log');
  if (probes.some(({ says }) => says === 'against')) return { verdict: 'refuted', confidence: 0.05 };
  if (probes.some(({ says }) => says === 'for')) return { verdict: 'confirmed', confidence: 0.98 };
  return { verdict: strength === 'states' ? 'confirmed' : 'suspected', confidence: BASE[strength] };
}

/**
 * One root; what it brought about; what else it could be.
 * A condition is a consequence if it yields to another one that was found, or if it is a symptom beside a cause.
 */
export function weigh(all: readonly Weighed[]): Ranking {
  const warnings = all.filter(({ match }) => match.condition.role === 'warning');
  const alive = all.filter(({ match, verdict }) => match.condition.role !== 'warning' && verdict !== 'refuted');
  const refuted = all.filter(({ match, verdict }) => match.condition.role !== 'warning' && verdict === 'refuted');
  const because = new Map<Weighed, string>();
  for (const weighed of alive) {
    const cause = alive.find((other) => other !== weighed && yieldsTo(weighed, other) && !yieldsTo(other, weighed));
    if (cause !== undefined) because.set(weighed, cause.match.condition.id);
  }
  const ordered = alive.filter((weighed) => !because.has(weighed)).toSorted(byWeight);
  // Everything yields to everything in a circle: fall back to plain order.
  const root = ordered[0] ?? alive.toSorted(byWeight)[0] ?? null;
  const consequences: { weighed: Weighed; because: string }[] = [];
  const alternatives: Weighed[] = [];
  for (const weighed of alive.toSorted(byWeight)) {
    if (weighed === root || root === null) continue;
    const cause = because.get(weighed);
    const isEffect = roleOf(weighed) === 'symptom' || (roleOf(weighed) === 'generic' && roleOf(root) === 'cause');
    if (cause !== undefined) consequences.push({ weighed, because: cause });
    else if (isEffect) consequences.push({ weighed, because: root.match.condition.id });
    else alternatives.push(weighed);
  }
  return { root, alternatives: [...alternatives, ...refuted], consequences, warnings };
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
