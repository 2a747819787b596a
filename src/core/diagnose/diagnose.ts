import type { Site } from '../model/condition.ts';
import type { Diagnosis, Failure, Finding } from '../model/diagnosis.ts';
import type { Answer, Host, ProbeName } from '../model/probe.ts';
import { retryOf } from '../model/retry.ts';
import type { Text } from '../model/text.ts';
import type { Stack } from './cascade.ts';
import type { Observed } from './collect.ts';
import { excerpt } from './excerpt.ts';
import { memberOfService } from './graph.ts';
import { inquire } from './inquiry.ts';
import { jobsThatFit } from './jobs.ts';
import { locate, type Located } from './locate.ts';
import { match, type Knowledge, type Match } from './match.ts';
import { Mishaps } from './mishaps.ts';
import { place, siteOf, type Dockerfile } from './place.ts';
import { isRemedy, joined } from './prose.ts';
import { weigh, type Ranking, type Weighed } from './weigh.ts';

const MAX_ALTERNATIVES = 5;

export interface Asked {
  readonly observed: Observed;
  readonly knowledge: Knowledge;
  readonly host: Host | null;
  readonly dockerfile: Dockerfile | null;
  /** The stack the log was made of; null for a log that a tool printed. */
  readonly stack: Stack | null;
  readonly notes: readonly Text[];
  readonly limits: readonly Text[];
  readonly input: Diagnosis['input'];
  /** How the run ended, where somebody watched it: that beats what its log says. */
  readonly ended?: Ended | undefined;
}

export interface Ended {
  readonly exitCode: number;
}

/** A diagnosis with the matches it was made from, so that a test can tell a missed match from a lost ranking. */
export interface Traced {
  readonly diagnosis: Diagnosis;
  readonly matched: readonly Match[];
}

/** locate → match → ask → weigh → explain, over what was observed. */
export async function diagnose(asked: Asked): Promise<Traced> {
  const { observed, knowledge, host, dockerfile, notes, limits, input } = asked;
  const located = settle(locate(observed, asked.stack?.troubled), asked.ended);
  const mishaps = new Mishaps();
  const matches = match(observed, located, knowledge, { well: asked.stack?.well, mishaps });
  const stack = asked.stack ?? (await declaredStack(observed, located, host));
  const rank = (weighed: readonly Weighed[]): Ranking =>
    weigh(
      weighed.filter((found) => isWarning(found) || (isAdmissible(found, located) && !isOfTheWell(found, asked.stack))),
      stack,
    );
  const ranking = rank(await inquire(matches, host, rank));
  const isFailed = located.outcome === 'failed' || ranking.root !== null;
  const failure = isFailed ? describe(observed, located, ranking.root, dockerfile) : null;
  const at = failure === null ? {} : siteOf(failure);
  const step = failure?.where.instruction;
  const root = ranking.root === null ? null : explain(ranking.root, { at, step, mishaps });
  const diagnosis: Diagnosis = {
    outcome: isFailed ? 'failed' : located.outcome,
    failure,
    root,
    alternatives: ranking.alternatives
      .slice(0, MAX_ALTERNATIVES)
      .map(({ independent, ...found }) =>
        explain(found, { at, step, mishaps }, { ...(independent !== undefined && { independent }) }),
      ),
    consequences: ranking.consequences.map(({ weighed: found, because, hangs }) =>
      explain(found, { at: {}, mishaps }, { because, ...(hangs !== undefined && { hangs }) }),
    ),
    warnings: ranking.warnings.map((found) => explain(found, { at: {}, mishaps })),
    retry: root?.retry ?? 'unknown',
    notes,
    limits: [...limits, ...mishaps.said()],
    input,
  };
  return { diagnosis, matched: matches };
}

/** The stack as the project's files declare it, with what the log says of its services. */
async function declaredStack(observed: Observed, located: Located, host: Host | null): Promise<Stack | null> {
  if (host === null || observed.services.size === 0) return null;
  const declared = await host.ask('project.services', {});
  if (!declared.ok) return null;
  const inState = (wanted: string): readonly string[] =>
    [...observed.services.values()].flatMap(({ name, state }) => (state === wanted ? [name] : []));
  return {
    members: declared.answer.map((service) => memberOfService(service)),
    troubled: located.services.map(({ name }) => name),
    well: inState('healthy'),
    waiting: inState('created'),
  };
}

function settle(located: Located, ended: Ended | undefined): Located {
  if (ended === undefined || ended.exitCode === 0 || located.outcome === 'failed') return located;
  return { ...located, outcome: 'failed', exitCode: ended.exitCode };
}

/** Where nothing else says that anything failed, a mere hint does not either. */
function isAdmissible({ match: { strength, condition } }: Weighed, { outcome }: Located): boolean {
  if (outcome === 'failed') return true;
  return outcome === 'unknown' && strength !== 'hints' && (condition.role ?? 'cause') === 'cause';
}

/** Of a service that was asked and is not in trouble a symptom is history. */
function isOfTheWell({ match: { condition, event } }: Weighed, stack: Stack | null): boolean {
  if (stack === null || event.service === undefined) return false;
  return condition.role === 'symptom' && !stack.troubled.includes(event.service);
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

function explain(
  weighed: Weighed,
  { at, step, mishaps }: { readonly at: Site; readonly step?: string | undefined; readonly mishaps: Mishaps },
  place: Pick<Finding, 'because' | 'hangs' | 'independent'> = {},
): Finding {
  const { match: found, verdict, confidence, evidence, answers } = weighed;
  const { condition, facts } = found;
  const service = serviceOf(found);
  const spare = <T>(part: Parameters<Mishaps['spare']>[1], fallback: T, work: () => T): T =>
    mishaps.spare(condition.id, part, fallback, work);
  const retryAfter = spare('retry', undefined, () => condition.retryAfter?.(facts));
  return {
    condition: condition.id,
    stage: condition.stage,
    title: condition.title,
    verdict,
    confidence,
    headline: spare('headline', condition.title, () => condition.headline(facts)),
    why: joined(condition.why),
    evidence,
    remedies: spare('remedies', [], () =>
      condition.remedies(facts, answers, withJobs(at, step, weighed)).filter(isRemedy),
    ),
    retry: spare('retry', 'unknown', () => retryOf(condition, facts)),
    sources: condition.sources,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(service !== undefined && { service }),
    ...place,
  };
}

/** For conditions that ask what this project's steps took and what the engine has. A step is known by the name the builder printed. */
function withJobs(at: Site, step: string | undefined, { match: { condition }, answers }: Weighed): Site {
  const answerTo = <P extends ProbeName>(wanted: P): Answer<P> | undefined => {
    const [key] = Object.entries(condition.evidence ?? {}).find(([, { probe }]) => probe === wanted) ?? [];
    return key === undefined ? undefined : (answers[key] as Answer<P> | undefined);
  };
  const samples = answerTo('project.stepMemory');
  if (samples === undefined || step === undefined) return at;
  const info = answerTo('engine.info');
  const machine = info === undefined ? {} : { memory: info.memory, processors: info.cpus };
  const jobs = jobsThatFit({ samples, step, ...machine });
  return jobs === undefined ? at : { ...at, jobs };
}

function serviceOf({ event }: Match): string | undefined {
  return event.service;
}
