import type { AnyCondition, Around, Clue, Group, Signature, Strength } from '../model/condition.ts';
import type { ErrorEvent, TextEvent, TextKind } from '../model/event.ts';
import type { Observed, Step } from './collect.ts';
import type { Hit } from './hits.ts';
import type { Located } from './locate.ts';
import type { Mishaps } from './mishaps.ts';
import { stagesOf, withoutArguments, type StageSoFar } from './unset-arguments.ts';

/** Longest text a pattern is run on. */
export const MAX_TEXT = 8 * 1024;

/** How close to the failure an event is, closest first. */
export type Scope = 'failure' | 'trouble' | 'around';

/** A condition found in the log, not yet weighed. */
export interface Match {
  readonly condition: AnyCondition;
  readonly facts: unknown;
  readonly event: TextEvent;
  readonly strength: Strength;
  readonly scope: Scope;
  /** Events that carry it, the best first, then its clues; repeats left out, at most four. */
  readonly events: readonly TextEvent[];
  /** Every service in which it was found. */
  readonly services: ReadonlySet<string>;
}

export interface Knowledge {
  readonly conditions: readonly AnyCondition[];
  /** Index of each literal, as the collector's needles know it. */
  readonly literals: ReadonlyMap<string, number>;
}

const STRENGTHS: readonly Strength[] = ['states', 'implies', 'hints'];
const SCOPES: readonly Scope[] = ['failure', 'trouble', 'around'];

/**
 * Every condition whose signature fits an admissible event: the best match of each, for symptoms and warnings several (see `groups`).
 * What services print that are known to be `well` is history: it may be a clue to what another one suffers, never a finding.
 */
export function match(
  observed: Observed,
  located: Located,
  knowledge: Knowledge,
  { well = [], mishaps }: { readonly well?: readonly string[] | undefined; readonly mishaps: Mishaps },
): readonly Match[] {
  const byLiteral = new Map<number, Hit[]>();
  for (const hit of observed.hits) {
    for (const literal of hit.literals) {
      const hits = byLiteral.get(literal);
      if (hits === undefined) byLiteral.set(literal, [hit]);
      else hits.push(hit);
    }
  }
  const context: Context = {
    observed,
    located,
    byLiteral,
    literals: knowledge.literals,
    well: new Set(well),
    stages: stagesOf(observed),
  };
  const found: Match[] = [];
  for (const condition of knowledge.conditions) {
    const matches = mishaps.spare(condition.id, 'signatures', [], () =>
      condition.signatures.flatMap((signature) => matchSignature(context, condition, signature)),
    );
    for (const group of mishaps.spare(condition.id, 'headline', [matches], () => groups(condition, matches))) {
      const best = choose(group);
      if (best !== undefined) found.push(best);
    }
  }
  return found;
}

interface Context {
  readonly observed: Observed;
  readonly located: Located;
  readonly byLiteral: ReadonlyMap<number, readonly Hit[]>;
  readonly literals: ReadonlyMap<string, number>;
  readonly well: ReadonlySet<string>;
  readonly stages: (step: Step | null) => StageSoFar;
}

function matchSignature(context: Context, condition: AnyCondition, signature: Signature): Match[] {
  const matches: Match[] = [];
  for (const event of candidates(context, signature)) {
    const scope = scopeOf(context, event, condition);
    if (scope === null || !includes(signature.on, event.kind)) continue;
    const text = event.text.slice(0, MAX_TEXT);
    const found = signature.pattern?.exec(text);
    if (found === null) continue;
    const around = aroundOf(context, event);
    if (signature.when?.(event as never, around) === false) continue;
    const group = (name: string): string => found?.groups?.[name] ?? '';
    const clueOf = (clue: Clue): TextEvent | undefined => findClue(context, clue, event, group);
    const clues = (signature.also ?? []).map(clueOf);
    if (clues.includes(undefined)) continue;
    if (signature.unless?.some((clue) => clueOf(clue) !== undefined) === true) continue;
    const facts: unknown = condition.facts?.(group, event, around) ?? {};
    matches.push({
      condition,
      facts,
      event,
      strength: signature.strength ?? 'implies',
      scope,
      events: [event, ...clues.filter((clue) => clue !== undefined)],
      services: new Set(event.service === undefined ? [] : [event.service]),
    });
  }
  return matches;
}

function aroundOf({ observed, located, stages }: Context, event: TextEvent): Around {
  const step = event.step === undefined ? located.step : observed.steps.get(event.step);
  const marked = (located.source?.excerpt ?? []).filter((row) => row.marked).map((row) => row.text);
  const services = [...observed.services.values()].map(({ exitCode, state }) => ({ exitCode, state }));
  const instruction = step?.event.name ?? '';
  const { from, unset } = stages(step ?? null);
  const emptied = withoutArguments(instruction, unset);
  return { instruction, from, unset, emptied, source: marked.join('\n'), services };
}

function* candidates(context: Context, signature: Signature): Generator<TextEvent> {
  if (signature.says !== undefined) {
    const seen = new Set<TextEvent>();
    for (const literal of asList(signature.says)) {
      for (const { event } of context.byLiteral.get(context.literals.get(literal) ?? -1) ?? []) {
        if (seen.has(event) || !hasTyped(signature, event)) continue;
        seen.add(event);
        yield event;
      }
    }
    return;
  }
  for (const error of context.observed.errors) if (hasTyped(signature, error)) yield error;
  for (const { events } of context.observed.services.values()) {
    for (const event of [events.state, events.exit]) if (event !== undefined && hasTyped(signature, event)) yield event;
  }
}

function hasTyped({ exitCode, grpc, state }: Signature, event: TextEvent): boolean {
  if (exitCode !== undefined && !('exitCode' in event && event.exitCode === exitCode)) return false;
  if (grpc !== undefined && !('grpc' in event && event.grpc === grpc)) return false;
  return state === undefined || ('state' in event && event.state === state);
}

function findClue(context: Context, clue: Clue, event: TextEvent, group: Group): TextEvent | undefined {
  const name = clue.names === undefined ? '' : group(clue.names);
  for (const literal of asList(clue.says)) {
    const hits = context.byLiteral.get(context.literals.get(literal) ?? -1) ?? [];
    const found = hits.find(
      ({ event: other }) =>
        (clue.on === undefined || includes(clue.on, other.kind)) &&
        (clue.within === 'log' || placeOf(other) === placeOf(event)) &&
        other.text.includes(name),
    );
    if (found !== undefined) return found.event;
  }
  return undefined;
}

function placeOf(event: TextEvent): string {
  return event.step ?? (event.service === undefined ? '' : `service ${event.service}`);
}

/** Null: no evidence. A scary word in a step that ended well says nothing about a failure elsewhere. */
function scopeOf({ located, observed, well }: Context, event: TextEvent, condition: AnyCondition): Scope | null {
  if (condition.role === 'warning') return 'around';
  if (event.kind === 'output' && event.service !== undefined && well.has(event.service)) return null;
  if (event.kind === 'warning') return 'trouble';
  if (event.kind === 'daemon') return 'trouble';
  if (event.step !== undefined) {
    if (!located.suspects.has(event.step)) return isStray(event, observed) ? 'failure' : null;
    return located.step === null || located.step.key === event.step ? 'failure' : 'trouble';
  }
  if (event.kind === 'error') {
    if (isFinal(event, located)) return 'failure';
    return located.step !== null && event.line < located.step.event.line ? 'around' : 'trouble';
  }
  if (event.service !== undefined) {
    return located.services.some(({ name }) => name === event.service) ? 'failure' : 'trouble';
  }
  return located.step === null ? 'trouble' : 'around';
}

/** An error whose step is unknown to the log (its beginning is missing). */
function isStray(event: TextEvent, { steps }: Observed): boolean {
  return event.kind === 'error' && event.step !== undefined && !steps.has(event.step);
}

function isFinal(event: ErrorEvent, { error }: Located): boolean {
  return error !== null && (error === event || error.text === event.text);
}

const MAX_WARNINGS = 10;

/** One finding of a cause; of a symptom one a service (an unhealthy container beside another); of a warning one a headline. */
function groups({ role, headline }: AnyCondition, matches: readonly Match[]): readonly (readonly Match[])[] {
  if (role !== 'symptom' && role !== 'warning') return [matches];
  const keyOf = ({ event, facts }: Match): string => (role === 'symptom' ? (event.service ?? '') : headline(facts).en);
  const keys = [...new Set(matches.map(keyOf))].slice(0, role === 'warning' ? MAX_WARNINGS : undefined);
  return keys.map((key) => matches.filter((one) => keyOf(one) === key));
}

/** The strongest match, nearest to the failure, first in the log. */
function choose(matches: readonly Match[]): Match | undefined {
  const ordered = matches.toSorted(
    (a, b) =>
      STRENGTHS.indexOf(a.strength) - STRENGTHS.indexOf(b.strength) ||
      SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope) ||
      a.event.line - b.event.line,
  );
  const best = ordered[0];
  if (best === undefined) return undefined;
  const distinct = new Map<string, TextEvent>();
  for (const event of [...best.events, ...ordered.flatMap(({ events }) => events)]) {
    const shape = shapeOf(event.text);
    if (!distinct.has(shape)) distinct.set(shape, event);
  }
  const services = new Set(ordered.flatMap((one) => [...one.services]));
  return { ...best, events: [...distinct.values()].slice(0, 4), services };
}

/** A text without what changes from one repetition to the next: times, counters, addresses, ids. */
export function shapeOf(text: string): string {
  return text.replace(/[0-9a-f]{12,64}|\d+/g, '0');
}

function asList<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

function includes(kinds: TextKind | readonly TextKind[], kind: TextKind): boolean {
  return asList(kinds).includes(kind);
}
