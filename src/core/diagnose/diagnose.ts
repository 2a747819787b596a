import type { AnyCondition } from '../model/condition.ts';
import type { Diagnosis, EvidenceItem, Failure, Finding } from '../model/diagnosis.ts';
import type { ProbeName, Host } from '../model/probe.ts';
import type { Remedy } from '../model/remedy.ts';
import type { Text } from '../model/text.ts';
import type { Observed } from './collect.ts';
import { excerpt } from './excerpt.ts';
import { locate, type Located } from './locate.ts';
import { match, type Knowledge, type Match } from './match.ts';
import { place, type Dockerfile } from './place.ts';
import { verdictOf, weigh, type Weighed } from './weigh.ts';

const MAX_ALTERNATIVES = 5;

export interface Asked {
  readonly observed: Observed;
  readonly knowledge: Knowledge;
  readonly host: Host | null;
  readonly dockerfile: Dockerfile | null;
  readonly limits: readonly Text[];
  readonly input: Diagnosis['input'];
}

/** A diagnosis with the matches it was made from, so that a test can tell a missed match from a lost ranking. */
export interface Traced {
  readonly diagnosis: Diagnosis;
  readonly matched: readonly Match[];
}

/** locate → match → ask → weigh → explain, over what was observed. */
export async function diagnose({ observed, knowledge, host, dockerfile, limits, input }: Asked): Promise<Traced> {
  const located = locate(observed);
  const matches = match(observed, located, knowledge);
  const weighed = await Promise.all(matches.map((found) => ask(found, host)));
  const ranking = weigh(weighed.filter((found) => isWarning(found) || isAdmissible(found, located)));
  const isFailed = located.outcome === 'failed' || ranking.root !== null;
  const failure = isFailed ? describe(observed, located, ranking.root, dockerfile) : null;
  const root = ranking.root === null ? null : explain(ranking.root);
  const diagnosis: Diagnosis = {
    outcome: isFailed ? 'failed' : located.outcome,
    failure,
    root,
    alternatives: ranking.alternatives.slice(0, MAX_ALTERNATIVES).map((found) => explain(found)),
    consequences: ranking.consequences.map(({ weighed: found, because }) => explain(found, because)),
    warnings: ranking.warnings.map((found) => explain(found)),
    retry: root?.retry ?? 'unknown',
    limits,
    input,
  };
  return { diagnosis, matched: matches };
}

/** Where nothing else says that anything failed, a mere hint does not either. */
function isAdmissible({ match: { strength, condition } }: Weighed, { outcome }: Located): boolean {
  if (outcome === 'failed') return true;
  return outcome === 'unknown' && strength !== 'hints' && (condition.role ?? 'cause') === 'cause';
}

function isWarning({ match: { condition } }: Weighed): boolean {
  return condition.role === 'warning';
}

function describe(observed: Observed, located: Located, root: Weighed | null, dockerfile: Dockerfile | null): Failure {
  const { where, source } = place(located, dockerfile);
  const service = where.service ?? (root === null ? undefined : serviceOf(root.match));
  return {
    where: { ...where, ...(service !== undefined && { service }) },
    ...(located.exitCode !== undefined && { exitCode: located.exitCode }),
    source,
    excerpt: excerpt(observed, located, root?.match.events ?? []),
  };
}

/** Puts a condition's questions to the host. A probe that could not look leaves the verdict alone. */
async function ask(found: Match, host: Host | null): Promise<Weighed> {
  const items: EvidenceItem[] = found.events.map((event) => {
    const text = 'raw' in event && event.text === '' ? event.raw : event.text;
    return { from: 'log', says: 'for', text: { en: text, zh: text }, line: event.line };
  });
  const answers: Record<string, unknown> = {};
  const questions = host === null ? [] : Object.entries(evidenceOf(found.condition));
  for (const [name, evidence] of questions) {
    const about = evidence.about(found.facts);
    if (about === undefined || host === null) continue;
    const seen = await host.ask(evidence.probe, about);
    if (!seen.ok) {
      items.push({ from: evidence.probe, says: 'could-not-look', text: seen.why });
      continue;
    }
    answers[name] = seen.answer;
    const confirms = evidence.confirms(seen.answer, found.facts);
    if (!confirms && !evidence.refutes(seen.answer, found.facts)) continue;
    const text = evidence.tells(seen.answer, found.facts);
    items.push({ from: evidence.probe, says: confirms ? 'for' : 'against', text, where: seen.where });
  }
  return { match: found, ...verdictOf(found.strength, items), evidence: items, answers };
}

interface AnyEvidence {
  readonly probe: ProbeName;
  about(facts: unknown): never | undefined;
  confirms(answer: unknown, facts: unknown): boolean;
  refutes(answer: unknown, facts: unknown): boolean;
  tells(answer: unknown, facts: unknown): Text;
}

function evidenceOf(condition: AnyCondition): Readonly<Record<string, AnyEvidence>> {
  return (condition.evidence ?? {}) as Readonly<Record<string, AnyEvidence>>;
}

function explain(weighed: Weighed, because?: string): Finding {
  const { match: found, verdict, confidence, evidence, answers } = weighed;
  const { condition, facts } = found;
  const service = serviceOf(found);
  return {
    condition: condition.id,
    stage: condition.stage,
    title: condition.title,
    verdict,
    confidence,
    headline: condition.headline(facts),
    why: joined(condition.why),
    evidence,
    remedies: condition.remedies(facts, answers).filter(isRemedy),
    retry: condition.retry ?? 'unknown',
    sources: condition.sources,
    ...(service !== undefined && { service }),
    ...(because !== undefined && { because }),
  };
}

/** Prose is wrapped in the source; a blank joins English lines, nothing joins Chinese ones. */
function joined({ en, zh }: Text): Text {
  return { en: en.replace(/\s*\n\s*/g, ' ').trim(), zh: zh.replace(/\s*\n\s*/g, '').trim() };
}

function isRemedy(remedy: Remedy | false | undefined): remedy is Remedy {
  return remedy !== false && remedy !== undefined;
}

function serviceOf({ event }: Match): string | undefined {
  return event.service;
}
